package dev.hera.broker.access;

import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Refusal;

/// What the gatekeeper says.
public sealed interface Verdict {
    /// It may.
    record Allowed(Caller caller) implements Verdict {}

    /// It may not: [Refusal.Unauthenticated] or [Refusal.Forbidden].
    record Denied(Refusal refusal) implements Verdict {}
}
