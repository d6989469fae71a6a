package dev.hera.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Proves that bytes are exactly one JSON value in strict UTF-8.
///
/// The tokeniser accepts more than JSON in UTF-8 (other encodings, a byte order mark, overlong
/// forms, a second value after the first), so the encoding has a pass of its own and the end is
/// looked for.
public final class JsonProof {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(WireVersion.MAX_BODY_DEPTH)
                                    .maxNumberLength(WireVersion.MAX_NUMBER_CHARS)
                                    .maxStringLength(WireVersion.MAX_MESSAGE_BYTES)
                                    .maxNameLength(WireVersion.MAX_MESSAGE_BYTES)
                                    .build())
                    .build();

    private JsonProof() {}

    /// Whether the window is exactly one JSON value, in strict UTF-8, within the limits.
    static boolean holds(byte[] bytes, int from, int to) {
        return isUtf8(bytes, from, to) && isOneValue(bytes, from, to);
    }

    private static boolean isOneValue(byte[] bytes, int from, int to) {
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether the window is strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF
    /// (RFC 3629, section 4).
    public static boolean isUtf8(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (to - at >= Long.BYTES && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
                at += Long.BYTES;
                continue;
            }
            int length = sequence(bytes, at, to);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /// How many bytes the character at this place has; 0 when it is none.
    private static int sequence(byte[] bytes, int at, int to) {
        int first = bytes[at];
        if (first >= 0) {
            return 1;
        }
        int length = first < (byte) 0xe0 ? 2 : first < (byte) 0xf0 ? 3 : 4;
        if (first < (byte) 0xc2 || first > (byte) 0xf4 || at + length > to) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return secondByteFits(first & 0xff, bytes[at + 1] & 0xff) ? length : 0;
    }

    private static boolean secondByteFits(int first, int second) {
        return switch (first) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second <= 0x9f;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second <= 0x8f;
            default -> true;
        };
    }
}
