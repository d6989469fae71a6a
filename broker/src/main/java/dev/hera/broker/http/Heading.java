package dev.hera.broker.http;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Refusal;
import dev.hera.wire.Endpoint;
import dev.hera.wire.id.TraceParent;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What the headers of a message say of the calls in it, judged before its body is read, so that
/// what cannot be taken costs nothing.
public sealed interface Heading {
    /// It may go on.
    ///
    /// @param named allow-listed headers, names in lower case
    /// @param percent how many of the calls that name no trace begin a sampled one
    /// @param credential what the caller showed
    /// @param patience how long the caller waits; null when it does not say
    /// @param key as called; null when there is none
    /// @param later the caller asks for `respond-async`
    record Said(
            Map<String, String> named,
            int percent,
            Credential credential,
            @Nullable Duration patience,
            @Nullable String key,
            boolean later)
            implements Heading {
        /// The headers of one call.
        public Map<String, String> headers(CallId id) {
            if (percent == 0 || named.containsKey(TraceParent.HEADER) || !isSampled(id)) {
                return named;
            }
            Map<String, String> traced = new HashMap<>(named);
            traced.put(TraceParent.HEADER, new TraceParent(id.trace(), id.span(), true).toString());
            return traced;
        }

        private boolean isSampled(CallId id) {
            return Math.floorMod(id.uuid().getLeastSignificantBits(), 100) < percent;
        }
    }

    /// It may not.
    record Bad(Refusal refusal) implements Heading {}

    /// Reads the headers.
    static Heading read(HttpFields fields, HeaderFilter filter) {
        String encoding = fields.get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return new Bad(
                    new Refusal.Encoded("the body is encoded; send it without Content-Encoding"));
        }
        String key = fields.get("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > MAX_KEY_CHARS)) {
            return malformed("Idempotency-Key must have 1.." + MAX_KEY_CHARS + " characters");
        }
        Duration patience = patience(fields.get("Hera-Deadline-Ms"));
        if (patience != null && patience.isNegative()) {
            return malformed("Hera-Deadline-Ms must be a whole number, 1..600000");
        }
        String prefer = fields.get("Prefer");
        return new Said(
                filter.apply(fields),
                filter.percent(),
                credential(fields.get(HttpHeader.AUTHORIZATION)),
                patience,
                key,
                prefer != null && prefer.toLowerCase(Locale.ROOT).contains("respond-async"));
    }

    /// Most characters of an idempotency key.
    int MAX_KEY_CHARS = 255;

    private static Credential credential(@Nullable String authorization) {
        String scheme = "bearer ";
        if (authorization == null
                || !authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
            return Credential.NONE;
        }
        return Credential.bearer(authorization.substring(scheme.length()).strip());
    }

    /// Null when not said, negative when said badly.
    private static @Nullable Duration patience(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            long millis = Long.parseLong(text);
            boolean fits = millis >= 1 && millis <= Endpoint.MAX_TIMEOUT.toMillis();
            return fits ? Duration.ofMillis(millis) : Duration.ofMillis(-1);
        } catch (NumberFormatException _) {
            return Duration.ofMillis(-1);
        }
    }

    private static Heading malformed(String detail) {
        return new Bad(new Refusal.Malformed(detail));
    }
}
