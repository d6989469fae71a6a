package dev.hera.broker.replay.compare;

/// One place in which two answers differ.
///
/// @param path `$.items[*].price`, `status`, `header etag`, or `body` for one that is no JSON
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
}
