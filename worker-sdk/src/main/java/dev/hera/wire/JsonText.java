package dev.hera.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// One JSON value in UTF-8, carried unread: proved well formed once, then spliced byte for byte.
///
/// The value is a window into an array that its maker hands over; nobody writes to it afterwards.
public final class JsonText {
    /// `null`, the JSON value.
    public static final JsonText NULL = trusted("null".getBytes(StandardCharsets.US_ASCII));

    private final byte[] bytes;
    private final int from;
    private final int length;

    private JsonText(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    /// Proves that these bytes are exactly one JSON value: strict UTF-8 without a byte order mark,
    /// at most [WireVersion#MAX_BODY_DEPTH] deep, numbers at most [WireVersion#MAX_NUMBER_CHARS]
    /// characters long. Empty when they are not.
    public static Optional<JsonText> proved(byte[] bytes) {
        return JsonProof.holds(bytes, 0, bytes.length)
                ? Optional.of(new JsonText(bytes, 0, bytes.length))
                : Optional.empty();
    }

    /// Bytes that are known to be one JSON value, because our own writer made them.
    public static JsonText trusted(byte[] bytes) {
        return new JsonText(bytes, 0, bytes.length);
    }

    /// A window that the reader of an envelope has already tokenised.
    public static JsonText window(byte[] bytes, int from, int to) {
        return new JsonText(bytes, from, to - from);
    }

    /// How many bytes the value has.
    public int length() {
        return length;
    }

    /// A copy of the value's bytes.
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /// A buffer over the value itself, for a socket; the reader must not write to it.
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, from, length).slice();
    }

    /// Copies the value into the buffer; -1 when it does not fit.
    public int copyTo(byte[] buffer, int offset) {
        if (length > buffer.length - offset) {
            return -1;
        }
        System.arraycopy(bytes, from, buffer, offset, length);
        return length;
    }

    /// Writes the value as it is.
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, from, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonText that
                && Arrays.equals(
                        bytes, from, from + length, that.bytes, that.from, that.from + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
