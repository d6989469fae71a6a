package dev.hera.broker.accept.lane;

import dev.hera.wire.accept.Retry;

/// How one delivery ended.
public sealed interface Ending {
    /// What happened, for people.
    String why();

    /// The worker took it.
    record Done(String why) implements Ending {}

    /// No worker ran it: no attempt, and a sign that the next would fare no better.
    record NotRun(String why) implements Ending {}

    /// It ran, or may have, and failed.
    record Failed(Retry.End end, String why) implements Ending {}

    /// The worker died with it in flight.
    record Died(String why) implements Ending {}
}
