package dev.hera.worker.talk;

import dev.hera.wire.Frame;

/// What became of a question to a broker.
public sealed interface Heard {
    /// The broker answered: with the kind of reply that was asked for, or with a [Frame.Failure].
    record Replied(Frame.Reply reply) implements Heard {}

    /// The question never left.
    record NotSent(String why) implements Heard {}

    /// The question may have reached the broker, but no answer came.
    record Unanswered(String why) implements Heard {}
}
