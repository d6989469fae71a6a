package dev.hera.broker.accept.keep;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Origin;
import dev.hera.wire.Body;
import dev.hera.wire.JsonText;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// What is delivered: the call as it was taken in and screened, and who made it; never a token.
///
/// @param endpoint as announced
public record Contents(Call call, Caller caller, String endpoint) {
    private static final byte VERSION = 1;
    private static final byte NONE = 0;
    private static final byte JSON = 1;
    private static final byte BINARY = 2;

    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(256 + call.body().length());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            id(out, call.id());
            text(out, endpoint);
            text(out, caller.id());
            text(out, call.method());
            text(out, call.path());
            text(out, call.target());
            text(out, call.query());
            out.writeShort(call.headers().size());
            for (Map.Entry<String, String> header : call.headers().entrySet()) {
                text(out, header.getKey());
                text(out, header.getValue());
            }
            body(out, call.body());
            maybe(out, call.contentType());
            out.writeLong(call.receivedAt().toEpochMilli());
            id(out, call.root());
            out.writeUTF(call.parent() == null ? "" : call.parent().toString());
            maybe(out, call.idempotencyKey());
        } catch (IOException e) {
            throw new KeepFault("an accepted call cannot be written down", e);
        }
        return bytes.toByteArray();
    }

    private static void id(DataOutputStream out, CallId id) throws IOException {
        out.writeLong(id.uuid().getMostSignificantBits());
        out.writeLong(id.uuid().getLeastSignificantBits());
    }

    /// UTF would stop at 64 KiB.
    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void maybe(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            text(out, text);
        }
    }

    private static void body(DataOutputStream out, Body body) throws IOException {
        out.writeByte(
                switch (body) {
                    case Body.None _ -> NONE;
                    case Body.Json _ -> JSON;
                    case Body.Binary _ -> BINARY;
                });
        byte[] bytes = body.toBytes();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /// Reads them back.
    ///
    /// @param attempt which delivery they are for
    /// @param nanos where its ledger starts
    static Contents read(byte[] bytes, int attempt, long nanos) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException("version " + version + ", this broker knows " + VERSION);
            }
            CallId id = id(in);
            String endpoint = text(in);
            Caller caller = new Caller(text(in));
            Call call =
                    new Call(
                            id,
                            new Origin.Delivery(attempt),
                            text(in),
                            text(in),
                            text(in),
                            text(in),
                            headers(in),
                            body(in),
                            maybe(in),
                            Credential.NONE,
                            null,
                            Instant.ofEpochMilli(in.readLong()),
                            nanos,
                            id(in),
                            CallId.parse(in.readUTF()).orElse(null),
                            maybe(in),
                            false);
            return new Contents(call, caller, endpoint);
        } catch (IOException | IllegalArgumentException e) {
            throw new KeepFault("the contents of an accepted call cannot be read: " + e, e);
        }
    }

    private static CallId id(DataInputStream in) throws IOException {
        return new CallId(new UUID(in.readLong(), in.readLong()));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static @Nullable String maybe(DataInputStream in) throws IOException {
        return in.readBoolean() ? text(in) : null;
    }

    private static Map<String, String> headers(DataInputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int left = in.readShort(); left > 0; left--) {
            headers.put(text(in), text(in));
        }
        return headers;
    }

    private static Body body(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        byte[] bytes = in.readNBytes(in.readInt());
        return switch (kind) {
            case NONE -> Body.NONE;
            case JSON -> new Body.Json(JsonText.trusted(bytes));
            case BINARY -> new Body.Binary(bytes);
            default -> throw new IOException("a body of kind " + kind);
        };
    }
}
