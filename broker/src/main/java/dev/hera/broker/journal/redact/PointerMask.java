package dev.hera.broker.journal.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Replaces the values at some JSON pointers by tokens; everything else stays byte for byte.
///
/// A segment `*` stands for any name or place. Immutable, any thread.
final class PointerMask {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<List<String>> pointers = new ArrayList<>();

    /// @param pointers as RFC 6901 writes them, `/card/number`
    PointerMask(List<String> pointers) {
        for (String pointer : pointers) {
            List<String> segments = new ArrayList<>();
            if (!pointer.isEmpty()) {
                for (String segment : pointer.substring(1).split("/", -1)) {
                    segments.add(segment.replace("~1", "/").replace("~0", "~"));
                }
            }
            this.pointers.add(segments);
        }
    }

    /// The masked bytes; null when nothing was there to be masked.
    ///
    /// @param json one well-formed value
    byte @Nullable [] apply(byte[] json, MaskKey key) throws IOException {
        Splice splice = new Splice(json);
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (isValue(token) && isSensitive(parser)) {
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    parser.finishToken();
                    int to = (int) parser.currentLocation().getByteOffset();
                    byte[] masked = key.token(ByteBuffer.wrap(json, from, to - from));
                    splice.replace(from, to, quoted(masked));
                }
            }
        }
        return splice.changed() ? splice.whole() : null;
    }

    private static byte[] quoted(byte[] token) {
        return ByteBuffer.allocate(token.length + 2)
                .put((byte) '"')
                .put(token)
                .put((byte) '"')
                .array();
    }

    private static boolean isValue(JsonToken token) {
        return token.isScalarValue() || token.isStructStart();
    }

    private boolean isSensitive(JsonParser parser) {
        JsonStreamContext context = parser.getParsingContext();
        JsonToken token = parser.currentToken();
        JsonStreamContext at = token.isStructStart() ? context.getParent() : context;
        for (List<String> segments : pointers) {
            if (matches(at, segments)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(JsonStreamContext innermost, List<String> segments) {
        JsonStreamContext at = innermost;
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (at == null || at.inRoot()) {
                return false;
            }
            String name =
                    at.inArray() ? Integer.toString(at.getCurrentIndex()) : at.getCurrentName();
            if (!segments.get(i).equals("*") && !segments.get(i).equals(name)) {
                return false;
            }
            at = at.getParent();
        }
        return at == null || at.inRoot();
    }
}
