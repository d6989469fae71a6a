package dev.hera.broker.journal.record;

import java.time.Instant;

/// One try at one worker.
///
/// @param number 1 for the first
/// @param decision the routing decision with its inputs, JSON
/// @param tookNanos until the answer, or until it was given up
/// @param workerNanos what the worker measured; 0 when it did not answer
/// @param outcome `answered`, `failed`, `busy`, `lost`, `late`, or `not-sent`
public record KeptAttempt(
        int number,
        String worker,
        String decision,
        Instant sentAt,
        long tookNanos,
        long workerNanos,
        String outcome) {}
