package dev.hera.broker.admin.openapi;

import java.util.List;

/// A path as OpenAPI has it: a trailing `*` is `{rest}`.
///
/// @param text `/0/orders/{id}`
record Template(String text) {
    /// Of a path as announced.
    static Template of(String announced) {
        return new Template(
                announced.endsWith("/*")
                        ? announced.substring(0, announced.length() - 1) + "{rest}"
                        : announced);
    }

    /// The names of its segments, in their order.
    List<String> names() {
        return segments().stream()
                .filter(Template::isName)
                .map(segment -> segment.substring(1, segment.length() - 1))
                .toList();
    }

    /// Whether the two differ in names only, which OpenAPI takes for one path.
    boolean isLike(Template other) {
        return shape().equals(other.shape());
    }

    private List<String> shape() {
        return segments().stream().map(s -> isName(s) ? "{}" : s).toList();
    }

    private List<String> segments() {
        return List.of(text.split("/", -1));
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}
