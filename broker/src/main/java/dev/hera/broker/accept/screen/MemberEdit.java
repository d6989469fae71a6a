package dev.hera.broker.accept.screen;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

import dev.hera.wire.JsonText;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Renames and drops members of a JSON object; their values are carried byte for byte.
final class MemberEdit {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private MemberEdit() {}

    /// The edited value; anything that is no object stays as it is.
    static JsonText edited(JsonText value, Map<String, String> rename, List<String> drop) {
        byte[] bytes = value.toBytes();
        try (JsonParser in = JSON.createParser(bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return value;
            }
            var out = new ByteArrayOutputStream(bytes.length + 64);
            out.write('{');
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                int from = (int) in.currentTokenLocation().getByteOffset();
                in.skipChildren();
                in.finishToken();
                int to = (int) in.currentLocation().getByteOffset();
                if (!drop.contains(name)) {
                    member(out, rename.getOrDefault(name, name));
                    out.write(bytes, from, to - from);
                }
            }
            out.write('}');
            return JsonText.trusted(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("a proved JSON value cannot be read", e);
        }
    }

    private static void member(ByteArrayOutputStream out, String name) {
        if (out.size() > 1) {
            out.write(',');
        }
        out.write('"');
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(name));
        out.write('"');
        out.write(':');
    }
}
