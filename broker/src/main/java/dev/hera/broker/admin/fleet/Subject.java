package dev.hera.broker.admin.fleet;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Of what charts are drawn: of the platform and its brokers, of an endpoint, or of a worker.
///
/// @param kind in one word
/// @param name of the endpoint or the worker; empty for the platform
record Subject(Kind kind, String name) {
    private static final int LONGEST = 1_024;

    /// Which lines are about it.
    enum Kind {
        /// The platform and each broker.
        ALL,
        ENDPOINT,
        WORKER
    }

    /// As a caller says it: `all`, `endpoint` or `worker`, and a name; empty when it is none.
    static Optional<Subject> of(String kind, String name) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        return switch (kind) {
            case "all" -> Optional.of(new Subject(Kind.ALL, ""));
            case "endpoint" -> Optional.of(new Subject(Kind.ENDPOINT, name));
            case "worker" -> Optional.of(new Subject(Kind.WORKER, name));
            default -> Optional.empty();
        };
    }

    /// As one part of a path.
    String part() {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return kind.name().toLowerCase(Locale.ROOT)
                + '.'
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// What [#part()] said.
    static Optional<Subject> read(String part) {
        int dot = part.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            byte[] name = Base64.getUrlDecoder().decode(part.substring(dot + 1));
            return of(part.substring(0, dot), new String(name, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The lines of Prometheus' text that are about it.
    Predicate<String> lines() {
        return switch (kind) {
            case ALL ->
                    line ->
                            !line.startsWith("hera_endpoint_")
                                    && !line.startsWith("hera_worker_")
                                    && !line.startsWith("hera_attempts_");
            case ENDPOINT -> labelled("endpoint");
            case WORKER -> labelled("worker");
        };
    }

    private Predicate<String> labelled(String label) {
        String wanted = label + "=\"" + escaped() + '"';
        return line -> line.contains(wanted);
    }

    /// As a label's value is written.
    private String escaped() {
        return name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
