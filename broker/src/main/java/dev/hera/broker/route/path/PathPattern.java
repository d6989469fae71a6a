package dev.hera.broker.route.path;

import dev.hera.wire.Names;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A path as a worker announces it, taken apart.
///
/// @param segments literals, [#ANY] for `{name}`, and [#REST] for a trailing `*`
public record PathPattern(List<String> segments) {
    /// Stands for `{name}`: one segment that is not empty.
    public static final String ANY = "{}";

    /// Stands for a trailing `*`: all that follows, which may be empty.
    public static final String REST = "*";

    /// Longest pattern, in characters.
    public static final int MAX_CHARS = 256;

    /// Most segments of a pattern.
    public static final int MAX_SEGMENTS = 32;

    public PathPattern {
        segments = List.copyOf(segments);
    }

    /// What became of a text.
    public sealed interface Parsed {
        /// It is a pattern.
        record Good(PathPattern pattern) implements Parsed {}

        /// It is none.
        record Bad(String why) implements Parsed {}
    }

    /// Takes a pattern apart; never throws, and stops at the first thing that is wrong.
    public static Parsed parse(String path) {
        if (path.length() > MAX_CHARS) {
            return new Parsed.Bad("has " + path.length() + " characters, allowed " + MAX_CHARS);
        }
        if (!path.startsWith("/")) {
            return new Parsed.Bad("does not start with /");
        }
        if (path.equals("/rpc") || path.equals("/_hera") || path.startsWith("/_hera/")) {
            return new Parsed.Bad("belongs to the platform");
        }
        List<String> segments = split(path);
        if (segments.size() > MAX_SEGMENTS) {
            return new Parsed.Bad("has " + segments.size() + " segments, allowed " + MAX_SEGMENTS);
        }
        return parse(segments);
    }

    private static Parsed parse(List<String> texts) {
        List<String> segments = new ArrayList<>(texts.size());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (text.equals(REST) && i == texts.size() - 1) {
                segments.add(REST);
            } else if (text.startsWith("{") && text.endsWith("}")) {
                String name = text.substring(1, text.length() - 1);
                if (!Names.isId(name) || !names.add(name)) {
                    return new Parsed.Bad("'" + text + "' is no name, or is there twice");
                }
                segments.add(ANY);
            } else if (isLiteral(text) || (text.isEmpty() && texts.size() == 1)) {
                segments.add(text);
            } else {
                return new Parsed.Bad("segment " + (i + 1) + " '" + text + "' is not allowed");
            }
        }
        return new Parsed.Good(new PathPattern(segments));
    }

    private static boolean isLiteral(String text) {
        return !text.isEmpty()
                && !text.equals(".")
                && !text.equals("..")
                && text.chars()
                        .noneMatch(c -> c <= ' ' || c == 0x7f || "{}*?#%\\;".indexOf(c) >= 0);
    }

    /// The segments of a path, without the leading slash.
    static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        int from = 1;
        for (int slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(from));
        return segments;
    }

    /// Whether it has neither names nor a star, so that it matches one path only.
    public boolean isLiteral() {
        return !segments.contains(ANY) && !segments.contains(REST);
    }

    /// The pattern without its names: two patterns of one shape match the same paths.
    public String shape() {
        return "/" + String.join("/", segments);
    }
}
