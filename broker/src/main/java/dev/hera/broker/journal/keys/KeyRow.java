package dev.hera.broker.journal.keys;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.wire.Endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/// A key as it is kept: under the hash of caller and key, the first call's id and the hash of what
/// was asked. Neither key nor body can be read from it.
///
/// @param first the call that came with the key first
/// @param asked SHA-256 of endpoint, method, path, query, content type and body
record KeyRow(CallId first, ByteBuffer asked) {
    private static final int HASH = 32;
    private static final int LENGTH = 2 * Long.BYTES + HASH;

    /// The row of a call that is the first.
    static KeyRow of(Call call, Endpoint endpoint) {
        MessageDigest digest = sha256();
        String type = Objects.requireNonNullElse(call.contentType(), "");
        for (String part :
                new String[] {endpoint.name(), call.method(), call.path(), call.query(), type}) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        digest.update(call.body().buffer());
        return new KeyRow(call.id(), ByteBuffer.wrap(digest.digest()));
    }

    /// Under what it is kept.
    static byte[] key(Caller caller, String key) {
        MessageDigest digest = sha256();
        digest.update(caller.id().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return digest.digest(key.getBytes(StandardCharsets.UTF_8));
    }

    /// Whether the other asks for the same.
    boolean asksLike(KeyRow other) {
        return asked.equals(other.asked);
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH)
                .putLong(first.uuid().getMostSignificantBits())
                .putLong(first.uuid().getLeastSignificantBits())
                .put(asked.duplicate())
                .array();
    }

    /// @throws IllegalStateException when the bytes are no row
    static KeyRow read(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalStateException("a key's row has " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CallId first = new CallId(new UUID(in.getLong(), in.getLong()));
        return new KeyRow(first, ByteBuffer.wrap(Arrays.copyOfRange(bytes, LENGTH - HASH, LENGTH)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
