package dev.hera.worker.api;

import dev.hera.wire.Names;

import java.nio.charset.StandardCharsets;

/// Bytes with a content type, for answers that are not a value as JSON: a GIF, a page, a text, JSON
/// that is already written.
///
/// Bytes of type `application/json` travel as they are when they are one JSON value, anything else
/// as base64; the caller sees the bytes either way. Status and headers are the context's.
public final class Reply {
    /// The content type of JSON.
    public static final String JSON = "application/json";

    private final String contentType;
    private final byte[] bytes;

    private Reply(String contentType, byte[] bytes) {
        if (contentType.isBlank() || !Names.isFieldValue(contentType)) {
            throw new IllegalArgumentException(
                    "content type \"" + contentType + "\" is no header value");
        }
        this.contentType = contentType;
        this.bytes = bytes;
    }

    /// These bytes; nobody writes to them afterwards.
    ///
    /// @param contentType as in the header, `image/gif`
    /// @throws IllegalArgumentException when the content type is no header value
    public static Reply of(String contentType, byte[] bytes) {
        return new Reply(contentType, bytes);
    }

    /// A text, as `text/plain` in UTF-8.
    public static Reply text(String text) {
        return new Reply("text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// JSON that is already written.
    public static Reply json(byte[] json) {
        return new Reply(JSON, json);
    }

    /// The content type, as in the header.
    public String contentType() {
        return contentType;
    }

    /// The bytes themselves; the reader must not write to them.
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return bytes.length + " bytes of " + contentType;
    }
}
