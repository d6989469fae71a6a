package dev.hera.broker.journal.record;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;

import dev.hera.wire.Body;
import dev.hera.wire.JsonText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HexFormat;

/// A body's fields, the same in an opening and in an ending; one object reads one record.
final class BodyFields {
    private static final int JSON = 7;
    private static final int BINARY = 8;
    private static final int LENGTH = 9;
    private static final int SHA256 = 10;
    private static final int MARKS = 11;

    private static final int MASKED = 1;
    private static final int APART = 2;
    private static final int IS_JSON = 4;

    /// Bytes that the fields take at most besides the body.
    static final int ROOM = 64;

    private @Nullable Body body;
    private long length;
    private byte @Nullable [] sha256;
    private int marks;

    static int room(KeptBody body) {
        return body instanceof KeptBody.Whole whole ? ROOM + whole.body().length() : ROOM;
    }

    static void write(KeptBody body, CodedOutputStream out) throws IOException {
        switch (body) {
            case KeptBody.None _ -> {}
            case KeptBody.Whole(Body whole, boolean masked) -> {
                int field = whole instanceof Body.Json ? JSON : BINARY;
                Fields.message(out, field, whole.buffer());
                Fields.number(out, MARKS, masked ? MASKED : 0);
            }
            case KeptBody.Apart(long length, boolean json, boolean masked) -> {
                Fields.number(out, LENGTH, length);
                Fields.number(out, MARKS, APART | (json ? IS_JSON : 0) | (masked ? MASKED : 0));
            }
            case KeptBody.TooLarge(long length, String sha256) -> {
                Fields.number(out, LENGTH, length);
                out.writeByteArray(SHA256, HexFormat.of().parseHex(sha256));
            }
        }
    }

    /// Takes a field when it is one of a body's.
    boolean take(int field, CodedInputStream in) throws IOException {
        switch (field) {
            case JSON -> body = new Body.Json(JsonText.trusted(in.readByteArray()));
            case BINARY -> body = new Body.Binary(in.readByteArray());
            case LENGTH -> length = in.readInt64();
            case SHA256 -> sha256 = in.readByteArray();
            case MARKS -> marks = in.readInt32();
            default -> {
                return false;
            }
        }
        return true;
    }

    KeptBody read() {
        boolean masked = (marks & MASKED) != 0;
        if (body != null) {
            return new KeptBody.Whole(body, masked);
        }
        if (sha256 != null) {
            return new KeptBody.TooLarge(length, HexFormat.of().formatHex(sha256));
        }
        return (marks & APART) != 0
                ? new KeptBody.Apart(length, (marks & IS_JSON) != 0, masked)
                : KeptBody.NONE;
    }
}
