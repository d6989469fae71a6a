package dev.hera.broker.accept.lane;

/// What a lane wants done next.
public sealed interface Step {
    /// Write down that an attempt begins, then deliver.
    record Deliver(Held held, Progress progress) implements Step {}

    /// It became too old: write down that it is given up.
    record GiveUp(Held held, Ruling.GiveUp ruling) implements Step {}

    /// Nothing to do for so long, unless something happens before.
    ///
    /// @param nanos -1 for as long as nothing happens
    record Idle(long nanos) implements Step {}
}
