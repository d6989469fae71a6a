package dev.hera.worker.watch;

import java.time.Duration;
import java.util.UUID;

/// A call that a handler has run; immutable.
///
/// @param endpoint as announced
/// @param status that the caller is told; 500 when the handler failed
/// @param took in the handler and all that stands around it
public record CallEnded(UUID uuid, String endpoint, int attempt, int status, Duration took) {}
