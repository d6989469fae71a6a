package dev.hera.worker.api;

import dev.hera.wire.Names;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Status and headers that a handler sets; used by the call's thread only.
final class Response {
    /// Nothing set yet.
    static final int UNSET = 0;

    private static final int MAX_HEADERS = 64;
    private static final int MAX_VALUE_CHARS = 8192;
    private static final Set<String> PLATFORM =
            Set.of(
                    "connection",
                    "content-length",
                    "content-type",
                    "date",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-connection",
                    "server",
                    "server-timing",
                    "set-cookie",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "x-request-uuid");

    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private int status = UNSET;

    int status() {
        return status;
    }

    void status(int wanted) {
        if (wanted < 200 || wanted > 599) {
            throw new IllegalArgumentException("status is " + wanted + ", allowed 200..599");
        }
        status = wanted;
    }

    Map<String, List<String>> headers() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return copy;
    }

    void set(String name, String value) {
        headers.remove(checked(name));
        add(name, value);
    }

    void add(String name, String value) {
        String key = checked(name);
        if (value.length() > MAX_VALUE_CHARS || !Names.isFieldValue(value)) {
            throw new IllegalArgumentException(
                    "the value of header " + key + " is too long or has a control character");
        }
        if (headers.values().stream().mapToInt(List::size).sum() >= MAX_HEADERS) {
            throw new IllegalArgumentException("more than " + MAX_HEADERS + " headers");
        }
        headers.computeIfAbsent(key, k -> new ArrayList<>(1)).add(value);
    }

    private static String checked(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        if (!Names.isToken(name) || name.length() > 100) {
            throw new IllegalArgumentException("\"" + name + "\" is no header name");
        }
        if (PLATFORM.contains(key) || key.startsWith("hera-") || key.startsWith("x-hera-")) {
            throw new IllegalArgumentException(
                    "header " + key + " is the platform's; a content type goes into a Reply");
        }
        return key;
    }
}
