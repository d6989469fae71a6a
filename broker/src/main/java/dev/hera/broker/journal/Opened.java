package dev.hera.broker.journal;

import dev.hera.broker.call.Outcome;

/// What came of asking the journal to take a call.
public sealed interface Opened permits Recording, Opened.Known, Unwell {
    /// The outcome is known already: an earlier call had the same idempotency key.
    record Known(Outcome outcome) implements Opened {}
}
