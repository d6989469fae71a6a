package dev.hera.broker.call;

/// Where a call's time went, in nanoseconds; what is not named is the broker's own work.
///
/// @param total from the first byte read to the outcome
/// @param journal waiting for the record
/// @param queue waiting for a seat
/// @param wire from the frame's way out to the answer's way in, less the worker
/// @param worker what the worker measured
public record Ledger(long total, long journal, long queue, long wire, long worker) {
    /// Nothing measured.
    public static final Ledger NONE = new Ledger(0, 0, 0, 0, 0);
}
