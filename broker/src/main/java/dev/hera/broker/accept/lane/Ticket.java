package dev.hera.broker.accept.lane;

import dev.hera.broker.call.CallId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// An accepted call without its content; never changes.
///
/// @param number the order in which this broker accepted calls
/// @param endpoint as announced
/// @param key calls with the same key stay in order; null for no order
/// @param acceptedAt wall clock
/// @param bytes of its content on disk
/// @param print a hash of endpoint, path, query and body: the same call again has the same
public record Ticket(
        long number,
        CallId id,
        String endpoint,
        @Nullable String key,
        Instant acceptedAt,
        int bytes,
        long print) {}
