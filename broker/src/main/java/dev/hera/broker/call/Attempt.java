package dev.hera.broker.call;

import java.time.Instant;
import java.util.function.Supplier;

/// One try at one worker, as it is recorded.
///
/// @param number 1 for the first
/// @param worker who was asked
/// @param decision the routing decision with its inputs, as JSON made by `route` when asked for
/// @param sentAt wall clock
/// @param tookNanos until the answer, or until it was given up
/// @param workerNanos what the worker measured; 0 when it did not answer
/// @param outcome `answered`, `failed`, `busy`, `lost`, `late`, `cancelled` or `not-sent`
public record Attempt(
        int number,
        String worker,
        Supplier<String> decision,
        Instant sentAt,
        long tookNanos,
        long workerNanos,
        String outcome) {}
