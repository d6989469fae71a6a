package dev.hera.wire.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

import dev.hera.wire.WireVersion;

/// The tokeniser and the writer of envelopes, with their limits set on purpose.
///
/// Buffers come from a shared pool: with a thread a call, buffers by thread would be made anew for
/// every call.
final class Json {
    /// An envelope adds batch, message, params or result, and body to a body's own depth.
    private static final int ENVELOPE_DEPTH = 8;

    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(WireVersion.MAX_BODY_DEPTH + ENVELOPE_DEPTH)
                                    .maxNumberLength(WireVersion.MAX_NUMBER_CHARS)
                                    .maxStringLength(WireVersion.MAX_MESSAGE_BYTES)
                                    .maxNameLength(WireVersion.MAX_MESSAGE_BYTES)
                                    .build())
                    .build();

    private Json() {}
}
