package dev.hera.conformance.play;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.wire.Frame;

/// One message that came, as JSON and as the codec reads it.
///
/// @param json for patterns
/// @param frame for what patterns cannot see: a body's own bytes
/// @param nanos when it came
public record Seen(JsonNode json, Frame frame, long nanos) {}
