package dev.hera.wire.codec;

import com.fasterxml.jackson.core.SerializableString;

import dev.hera.wire.JsonText;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// A carried value as the generator takes it: bytes that go out as they are.
///
/// Only the two unquoted byte forms are ever asked for by a generator that writes UTF-8.
final class Spliced implements SerializableString {
    private final JsonText text;

    Spliced(JsonText text) {
        this.text = text;
    }

    @Override
    public int appendUnquotedUTF8(byte[] buffer, int offset) {
        return text.copyTo(buffer, offset);
    }

    @Override
    public byte[] asUnquotedUTF8() {
        return text.toBytes();
    }

    @Override
    public int writeUnquotedUTF8(OutputStream out) throws IOException {
        text.writeTo(out);
        return text.length();
    }

    @Override
    public int putUnquotedUTF8(ByteBuffer buffer) {
        throw never();
    }

    @Override
    public String getValue() {
        return text.toString();
    }

    @Override
    public int charLength() {
        return text.toString().length();
    }

    @Override
    public char[] asQuotedChars() {
        throw never();
    }

    @Override
    public byte[] asQuotedUTF8() {
        throw never();
    }

    @Override
    public int appendQuotedUTF8(byte[] buffer, int offset) {
        throw never();
    }

    @Override
    public int appendQuoted(char[] buffer, int offset) {
        throw never();
    }

    @Override
    public int appendUnquoted(char[] buffer, int offset) {
        throw never();
    }

    @Override
    public int writeQuotedUTF8(OutputStream out) {
        throw never();
    }

    @Override
    public int putQuotedUTF8(ByteBuffer buffer) {
        throw never();
    }

    private static UnsupportedOperationException never() {
        return new UnsupportedOperationException("a carried value goes out as bytes only");
    }
}
