package dev.hera.broker.recall;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The records of this broker.
///
/// @param find looks now
/// @param awaitEnd waits at most this long until the call has ended, and looks then
public record OwnRecords(
        Function<CallId, Optional<CallRecord>> find,
        BiFunction<CallId, Duration, Optional<CallRecord>> awaitEnd) {}
