package dev.hera.broker.accept.screen;

import dev.hera.broker.call.Call;
import dev.hera.wire.accept.OrderKey;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What tells a call from others: its print and its order key.
public final class Prints {
    private static final int LONGEST_KEY = 200;

    private Prints() {}

    /// A hash of endpoint, path, query and body: the same call again has the same.
    public static long of(Call call, String endpoint) {
        MessageDigest digest = sha256();
        for (String part : new String[] {endpoint, call.target(), call.query()}) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        digest.update(call.body().buffer());
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /// The call's order key; null when it has none, or none is asked for. A long one is hashed.
    public static @Nullable String key(Call call, @Nullable OrderKey order) {
        if (order == null) {
            return null;
        }
        String key =
                switch (order.from()) {
                    case HEADER -> call.headers().getOrDefault(order.name(), "");
                    case QUERY -> new Query(call.query()).value(order.name()).orElse("");
                    case BODY -> Screen.at(call.body(), order.name());
                };
        if (key.isEmpty()) {
            return null;
        }
        return key.length() <= LONGEST_KEY
                ? key
                : HexFormat.of().formatHex(sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
