package dev.hera.broker.http;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Refusal;

/// What became of a message at the door.
sealed interface Intake {
    /// A call.
    record Taken(Call call) implements Intake {}

    /// None, and why.
    record Turned(Refusal refusal) implements Intake {}
}
