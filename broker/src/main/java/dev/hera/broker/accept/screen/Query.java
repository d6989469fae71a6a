package dev.hera.broker.accept.screen;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A query as called, `a=1&b=2`, seen as names with values; values are never written anew.
record Query(String text) {
    /// The first value of a name, decoded; empty when it is not there.
    Optional<String> value(String name) {
        for (String part : parts()) {
            if (name(part).equals(name)) {
                return Optional.of(decoded(part.substring(Math.min(part.length(), end(part) + 1))));
            }
        }
        return Optional.empty();
    }

    /// The query with other names, and without some.
    Query edited(Map<String, String> rename, List<String> drop) {
        List<String> kept = new ArrayList<>();
        for (String part : parts()) {
            String name = name(part);
            String other = rename.get(name);
            if (other != null) {
                kept.add(
                        URLEncoder.encode(other, StandardCharsets.UTF_8)
                                + part.substring(end(part)));
            } else if (!drop.contains(name)) {
                kept.add(part);
            }
        }
        return new Query(String.join("&", kept));
    }

    private List<String> parts() {
        return text.isEmpty() ? List.of() : List.of(text.split("&", -1));
    }

    private static int end(String part) {
        int equals = part.indexOf('=');
        return equals < 0 ? part.length() : equals;
    }

    private static String name(String part) {
        return decoded(part.substring(0, end(part)));
    }

    /// A broken escape means itself.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
