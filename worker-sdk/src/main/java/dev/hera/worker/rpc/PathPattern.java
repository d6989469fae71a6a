package dev.hera.worker.rpc;

import dev.hera.wire.Names;
import dev.hera.worker.api.Percent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The path of an endpoint: literal segments, `{name}`, and `*` as the last.
///
/// It does not choose: the broker named the endpoint, so this only takes the values out of a path
/// that already belongs to it.
final class PathPattern {
    private static final String REST = "*";
    private static final int MAX_CHARS = 256;
    private static final int MAX_SEGMENTS = 32;

    private final List<String> segments;

    private PathPattern(List<String> segments) {
        this.segments = segments;
    }

    /// Takes a pattern apart.
    ///
    /// @throws IllegalArgumentException with a sentence, when a broker would refuse it
    static PathPattern of(String path) {
        if (!path.startsWith("/") || path.length() > MAX_CHARS) {
            throw wrong(path, "begins with / and has at most " + MAX_CHARS + " characters");
        }
        if (path.equals("/rpc") || path.equals("/_hera") || path.startsWith("/_hera/")) {
            throw wrong(path, "is not /rpc or below /_hera, which are the platform's");
        }
        List<String> segments = split(path);
        if (segments.size() > MAX_SEGMENTS) {
            throw wrong(path, "has at most " + MAX_SEGMENTS + " segments");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (isName(segment)) {
                names.add(segment);
            } else if (!(last && segment.equals(REST)) && !(path.equals("/") || isText(segment))) {
                throw wrong(path, "has segments that are text, {name}, or * as the last");
            }
        }
        if (names.stream().distinct().count() < names.size()) {
            throw wrong(path, "has each {name} once");
        }
        return new PathPattern(segments);
    }

    private static IllegalArgumentException wrong(String path, String rule) {
        return new IllegalArgumentException("\"" + path + "\" is no path: a path " + rule);
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{")
                && segment.endsWith("}")
                && Names.isId(segment.substring(1, segment.length() - 1));
    }

    private static boolean isText(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.chars()
                        .noneMatch(c -> c <= ' ' || c == 0x7f || "{}*?#%\\;".indexOf(c) >= 0);
    }

    /// The pattern without its names.
    String shape() {
        List<String> shape = segments.stream().map(s -> isName(s) ? "{}" : s).toList();
        return '/' + String.join("/", shape);
    }

    /// The values of the names in a path as called, decoded once; empty when it is not of this
    /// pattern, which only a broker in error sends.
    Optional<Map<String, String>> values(String path) {
        List<String> called = split(path);
        boolean open = segments.getLast().equals(REST);
        int fixed = open ? segments.size() - 1 : segments.size();
        if (open ? called.size() < fixed : called.size() != fixed) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < fixed; i++) {
            String segment = segments.get(i);
            String text = Percent.segment(called.get(i));
            if (isName(segment)) {
                values.put(segment.substring(1, segment.length() - 1), text);
            } else if (!segment.equals(text)) {
                return Optional.empty();
            }
        }
        if (open) {
            List<String> rest = called.subList(fixed, called.size());
            values.put(REST, Percent.segment(String.join("/", rest)));
        }
        return Optional.of(values);
    }

    private static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        int from = path.startsWith("/") ? 1 : 0;
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(from));
        return segments;
    }
}
