package dev.hera.broker.journal;

/// What came of settling a call.
public enum Settled {
    /// It is noted beside the call, or the call is gone as asked.
    DONE,
    /// The call is not here: noted, and taken into account when it comes.
    EARLY,
    /// The journal cannot note it now; try again.
    UNWELL
}
