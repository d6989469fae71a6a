package dev.hera.broker.accept.lane;

/// What an ending leads to.
public sealed interface Ruling {
    /// It is over and forgotten here; the record stays.
    record Settle() implements Ruling {}

    /// No attempt was made: it goes back to its place, and the lane waits a little.
    record PutBack(Progress progress) implements Ruling {}

    /// It waits and is tried again.
    record Again(Progress progress, long pauseNanos) implements Ruling {}

    /// It is tried again at once, alone, because a worker died with it.
    record Suspect(Progress progress) implements Ruling {}

    /// It is given up: parked or quarantined.
    record GiveUp(Progress progress) implements Ruling {}
}
