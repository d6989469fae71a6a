package dev.hera.wire.compare;

import java.util.List;

/// One place in which two answers differ.
///
/// @param path `$.items[*].price`, `status`, `header etag`, `body` for one that is no JSON, or
///     `remote GET /0/stock/{id}` for a call that its handler made
/// @param was what stood there, as JSON, cut when it is long; `absent` when nothing did
/// @param now what stands there
public record Difference(String path, String was, String now) {
    /// In place of a value where there is none.
    public static final String ABSENT = "absent";

    private static final int MAX_CHARS = 200;

    public Difference {
        was = cut(was);
        now = cut(now);
    }

    private static String cut(String value) {
        return value.length() <= MAX_CHARS ? value : value.substring(0, MAX_CHARS) + "...";
    }

    /// Whether it lies at one of these paths, or below one.
    public boolean isWithin(List<String> paths) {
        return paths.stream()
                .anyMatch(
                        one ->
                                path.equals(one)
                                        || path.startsWith(one + '.')
                                        || path.startsWith(one + '['));
    }
}
