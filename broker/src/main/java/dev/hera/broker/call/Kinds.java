package dev.hera.broker.call;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Why a call was refused, failed or is in doubt, in one word each, as it stands on record.
public final class Kinds {
    private static final Map<String, Integer> STATUSES =
            Map.ofEntries(
                    Map.entry("unauthenticated", 401),
                    Map.entry("forbidden", 403),
                    Map.entry("no-such-endpoint", 404),
                    Map.entry("malformed", 400),
                    Map.entry("too-large", 413),
                    Map.entry("encoded", 415),
                    Map.entry("key-reused", 422),
                    Map.entry("too-many-tries", 429),
                    Map.entry("too-late", 504),
                    Map.entry("deadline", 504),
                    Map.entry("no-able-worker", 503),
                    Map.entry("overloaded", 503),
                    Map.entry("journal-unwell", 503),
                    Map.entry("quarantined", 503),
                    Map.entry("handler-failed", 500),
                    Map.entry("bad-input", 400),
                    Map.entry("broker-fault", 500));

    /// Those of a call that left and got no usable answer.
    private static final List<String> BAD_GATEWAY =
            List.of("worker-lost", "bad-answer", "not-kept", "broker-stopped");

    private static final int UNKNOWN = 502;

    private Kinds() {}

    /// The status that the platform chooses for it.
    public static int status(String kind) {
        return STATUSES.getOrDefault(kind, UNKNOWN);
    }

    /// All of them, sorted.
    public static List<String> all() {
        return Stream.concat(STATUSES.keySet().stream(), BAD_GATEWAY.stream()).sorted().toList();
    }
}
