package dev.hera.broker.accept.shadow;

import dev.hera.broker.call.CallId;

import java.time.Instant;

/// A copy whose answer was another one than the first.
///
/// @param call its record has the first answer
/// @param at when the second answer came
/// @param what where they differ, never a value of either
public record Difference(CallId call, Instant at, String what) {}
