package dev.hera.broker.journal.redact;

import dev.hera.broker.journal.record.KeptBody;
import dev.hera.wire.Body;
import dev.hera.wire.JsonText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Makes of a call's parts what may be kept; any thread.
public final class Redactor {
    private static final int SHORTEST = 16;

    /// Headers that carry a secret by their nature, whoever let them pass.
    private static final Set<String> NEVER =
            Set.of(
                    "authorization",
                    "cookie",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "set-cookie",
                    "www-authenticate",
                    "x-api-key",
                    "x-auth-token");

    private static final Set<String> SECRET_KEYS =
            Set.of(
                    "access_token",
                    "api_key",
                    "api-key",
                    "apikey",
                    "auth",
                    "authorization",
                    "client_secret",
                    "code",
                    "key",
                    "passwd",
                    "password",
                    "pwd",
                    "refresh_token",
                    "secret",
                    "session",
                    "sessionid",
                    "sig",
                    "signature",
                    "token");

    private final MaskKey key;
    private final int maxBody;
    private final Map<List<String>, PointerMask> masks = new ConcurrentHashMap<>();

    /// With the key in a journal's folder, which is made when there is none.
    ///
    /// @param maxBody in bytes
    public static Redactor in(Path journal, int maxBody) {
        return new Redactor(MaskKey.in(journal.resolve("mask.key")), maxBody);
    }

    /// @param maxBody bodies of more bytes are not kept, only their length and hash
    public Redactor(MaskKey key, int maxBody) {
        this.key = key;
        this.maxBody = maxBody;
    }

    /// A text without what looks like a secret; the same text when there is none.
    public String text(String text) {
        if (text.length() < SHORTEST) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return isPlain(bytes, 0, bytes.length)
                ? text
                : new String(masked(bytes), StandardCharsets.UTF_8);
    }

    /// The same for a text that may be missing.
    public @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    /// A query without the values of keys that promise a secret, nor what looks like one.
    public String query(String query) {
        if (query.isEmpty()) {
            return query;
        }
        StringBuilder masked = null;
        int done = 0;
        for (int from = 0; from < query.length(); ) {
            int end = query.indexOf('&', from);
            end = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', from);
            if (equals >= 0 && equals < end - 1 && isSecret(query.substring(from, equals))) {
                masked = masked == null ? new StringBuilder() : masked;
                masked.append(query, done, equals + 1).append(token(query, equals + 1, end));
                done = end;
            }
            from = end + 1;
        }
        String rest =
                masked == null ? query : masked.append(query, done, query.length()).toString();
        return text(rest);
    }

    private static boolean isSecret(String name) {
        return SECRET_KEYS.contains(name.toLowerCase(Locale.ROOT));
    }

    private String token(String text, int from, int to) {
        byte[] secret = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
        return new String(key.token(ByteBuffer.wrap(secret)), StandardCharsets.US_ASCII);
    }

    /// A caller's headers, those that the door let pass.
    public Map<String, String> headers(Map<String, String> headers) {
        Map<String, String> kept = null;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String value = header.getValue();
            String masked = text(value);
            boolean never = NEVER.contains(header.getKey());
            if (never || !masked.equals(value)) {
                kept = kept == null ? new HashMap<>(headers) : kept;
                kept.put(header.getKey(), masked);
                kept.keySet().removeIf(NEVER::contains);
            }
        }
        return kept == null ? headers : kept;
    }

    /// An answer's headers.
    public Map<String, List<String>> answerHeaders(Map<String, List<String>> headers) {
        if (headers.isEmpty()) {
            return headers;
        }
        Map<String, List<String>> kept = HashMap.newHashMap(headers.size());
        headers.forEach(
                (name, values) -> {
                    if (!NEVER.contains(name)) {
                        List<String> masked = new ArrayList<>(values.size());
                        values.forEach(value -> masked.add(text(value)));
                        kept.put(name, masked);
                    }
                });
        return kept;
    }

    /// A body as it is kept.
    ///
    /// @param sensitive the endpoint's JSON pointers
    public KeptBody body(Body body, List<String> sensitive) {
        if (body.length() == 0) {
            return KeptBody.NONE;
        }
        if (body.length() > maxBody) {
            return new KeptBody.TooLarge(body.length(), sha256(body));
        }
        boolean json = body instanceof Body.Json;
        if (sensitive.isEmpty() || !json) {
            ByteBuffer bytes = body.buffer();
            if (isPlain(bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.limit())) {
                return new KeptBody.Whole(body, false);
            }
        }
        byte[] whole = body.toBytes();
        byte[] masked = masked(json ? pointed(whole, sensitive) : whole);
        if (Arrays.equals(masked, whole)) {
            return new KeptBody.Whole(body, false);
        }
        Body clean = json ? new Body.Json(JsonText.trusted(masked)) : new Body.Binary(masked);
        return new KeptBody.Whole(clean, true);
    }

    private byte[] pointed(byte[] json, List<String> sensitive) {
        if (sensitive.isEmpty()) {
            return json;
        }
        PointerMask mask = masks.computeIfAbsent(sensitive, PointerMask::new);
        try {
            byte[] masked = mask.apply(json, key);
            return masked == null ? json : masked;
        } catch (IOException e) {
            throw new IllegalStateException("a proved JSON value does not parse", e);
        }
    }

    private static boolean isPlain(byte[] text, int from, int to) {
        return TokenShapes.next(text, from, to) == TokenShapes.NONE
                && TokenShapes.nextKey(text, from, to) == TokenShapes.NONE;
    }

    private byte[] masked(byte[] text) {
        byte[] once = each(text, TokenShapes::next);
        return each(once, TokenShapes::nextKey);
    }

    private interface Finder {
        long next(byte[] text, int from, int to);
    }

    private byte[] each(byte[] text, Finder finder) {
        long span = finder.next(text, 0, text.length);
        if (span == TokenShapes.NONE) {
            return text;
        }
        Splice splice = new Splice(text);
        while (span != TokenShapes.NONE) {
            int from = TokenShapes.start(span);
            int to = TokenShapes.end(span);
            splice.replace(from, to, key.token(ByteBuffer.wrap(text, from, to - from)));
            span = finder.next(text, to, text.length);
        }
        return splice.whole();
    }

    private static String sha256(Body body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(body.buffer());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
