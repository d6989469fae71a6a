package dev.hera.wire.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.hera.wire.ErrorCode;
import dev.hera.wire.JsonText;
import dev.hera.wire.WireVersion;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Steps through the members of one JSON object and reads each as the type the protocol says.
///
/// A name that comes twice breaks the protocol: two readers could take two different values.
final class Members {
    private static final int MAX_MEMBERS = 256;
    private final JsonParser in;
    private final byte[] message;
    private final List<String> seen = new ArrayList<>(16);

    /// The parser stands on the object's opening brace.
    Members(JsonParser in, byte[] message) {
        this.in = in;
        this.message = message;
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new ProtocolBreach(ErrorCode.INVALID_REQUEST, "an object is missing");
        }
    }

    /// Moves to the next member; false at the object's end.
    boolean next() throws IOException {
        if (in.nextToken() == JsonToken.END_OBJECT) {
            return false;
        }
        String name = in.currentName();
        if (seen.contains(name) || seen.size() == MAX_MEMBERS) {
            throw new ProtocolBreach(ErrorCode.INVALID_REQUEST, "twice or too many: " + cut(name));
        }
        seen.add(name);
        in.nextToken();
        return true;
    }

    String name() throws IOException {
        return in.currentName();
    }

    Members object() {
        return new Members(in, message);
    }

    boolean isNull() {
        return in.currentToken() == JsonToken.VALUE_NULL;
    }

    String text() throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("a text");
        }
        return in.getText();
    }

    String textUpTo(int limit) throws IOException {
        String text = text();
        if (text.length() > limit) {
            throw wrong("a text of at most " + limit + " characters");
        }
        return text;
    }

    long natural() throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
                || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                || in.getLongValue() < 0) {
            throw wrong("a whole number from 0");
        }
        return in.getLongValue();
    }

    /// A whole number that may be negative, for values that are judged elsewhere.
    long whole() throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
                || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw wrong("a whole number");
        }
        return in.getLongValue();
    }

    int count() throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, natural());
    }

    double number() throws IOException {
        if (in.currentToken() == null || !in.currentToken().isNumeric()) {
            throw wrong("a number");
        }
        return in.getDoubleValue();
    }

    boolean flag() throws IOException {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrong("true or false");
        };
    }

    UUID uuid() throws IOException {
        String text = text();
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // said below, like a text of another length
        }
        throw wrong("a UUID");
    }

    byte[] base64() throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("base64");
        }
        try {
            // Not the parser's own way: that stops inside the text when it is none.
            return Base64.getDecoder().decode(in.getText());
        } catch (IllegalArgumentException e) {
            throw wrong("base64");
        }
    }

    /// The value as it stands, stepped over but not read.
    JsonText carried() throws IOException {
        int from = (int) in.currentTokenLocation().getByteOffset();
        int depth = 0;
        do {
            JsonToken token = in.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth > WireVersion.MAX_BODY_DEPTH) {
                throw wrong("at most " + WireVersion.MAX_BODY_DEPTH + " levels deep");
            }
        } while (depth > 0 && in.nextToken() != null);
        in.finishToken();
        return JsonText.window(message, from, (int) in.currentLocation().getByteOffset());
    }

    void skip() throws IOException {
        in.skipChildren();
    }

    boolean isObject() {
        return in.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isFlag() {
        return in.currentToken().isBoolean();
    }

    List<String> texts(int limit) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("a list");
        }
        List<String> texts = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (texts.size() == limit) {
                throw wrong("at most " + limit + " items");
            }
            texts.add(text());
        }
        return texts;
    }

    /// Moves to the next object of a list; false at its end. The first call stands on the bracket.
    boolean nextObject() throws IOException {
        return in.nextToken() != JsonToken.END_ARRAY;
    }

    Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        Members members = object();
        while (members.next()) {
            headers.put(members.name(), members.text());
        }
        return headers;
    }

    Map<String, List<String>> manyHeaders() throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        Members members = object();
        while (members.next()) {
            boolean many = in.currentToken() == JsonToken.START_ARRAY;
            headers.put(members.name(), many ? texts(MAX_MEMBERS) : List.of(members.text()));
        }
        return headers;
    }

    ProtocolBreach wrong(String wanted) throws IOException {
        return new ProtocolBreach(
                ErrorCode.INVALID_PARAMS, "member " + cut(in.currentName()) + " is not " + wanted);
    }

    private static String cut(@org.jspecify.annotations.Nullable String name) {
        if (name == null) {
            return "?";
        }
        return name.length() <= 40 ? name : name.substring(0, 40);
    }
}
