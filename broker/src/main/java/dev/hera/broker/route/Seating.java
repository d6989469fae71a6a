package dev.hera.broker.route;

import dev.hera.broker.call.Refusal;

/// What came of asking for a seat: a [Lease], or the reason why there is none.
public sealed interface Seating permits Lease, Seating.NoSeat {
    /// Nobody can run it now; nothing was taken.
    record NoSeat(Refusal.NoAbleWorker refusal) implements Seating {}
}
