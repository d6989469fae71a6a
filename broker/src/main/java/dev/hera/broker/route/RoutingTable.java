package dev.hera.broker.route;

import dev.hera.broker.route.path.PathPattern;
import dev.hera.broker.route.path.PathTrie;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which endpoints there are, and who serves them: an immutable snapshot, swapped whole.
///
/// Announced names of one shape (`GET /a/{x}` and `GET /a/{y}`) are one endpoint. A row stays when
/// its last worker leaves, so that "never heard of" and "nobody there" differ.
final class RoutingTable {
    static final RoutingTable EMPTY = new RoutingTable(0, Map.of(), Map.of());

    private final long version;
    private final Map<RowKey, Row> rows;
    private final Map<String, PathTrie<String>> tries;

    /// What a row is found by; workers of different roles never share one.
    record RowKey(String shape, Frame.Role role) {}

    private RoutingTable(long version, Map<RowKey, Row> rows, Map<String, PathTrie<String>> tries) {
        this.version = version;
        this.rows = rows;
        this.tries = tries;
    }

    /// The next snapshot, with these rows instead of those with the same keys.
    RoutingTable with(Map<RowKey, Row> changed) {
        Map<RowKey, Row> next = new HashMap<>(rows);
        next.putAll(changed);
        boolean sameShapes = next.size() == rows.size();
        return new RoutingTable(version + 1, next, sameShapes ? tries : tries(next));
    }

    private static Map<String, PathTrie<String>> tries(Map<RowKey, Row> rows) {
        Map<String, Map<PathPattern, String>> patterns = new HashMap<>();
        rows.forEach(
                (key, row) -> {
                    Endpoint e = row.endpoint();
                    if (!e.isRpc()
                            && PathPattern.parse(e.path())
                                    instanceof PathPattern.Parsed.Good(var pattern)) {
                        patterns.computeIfAbsent(e.method(), _ -> new HashMap<>())
                                .put(pattern, key.shape());
                    }
                });
        Map<String, PathTrie<String>> tries = new HashMap<>();
        patterns.forEach((method, of) -> tries.put(method, new PathTrie<>(of)));
        return tries;
    }

    /// What a call to this method and path, or this JSON-RPC name, belongs to.
    ///
    /// @param method HTTP method; empty for JSON-RPC
    Optional<Route> resolve(String method, String target, Frame.Role role) {
        String shape = method.isEmpty() ? rpc(target) : rest(method, target);
        Row row = shape == null ? null : rows.get(new RowKey(shape, role));
        return row == null
                ? Optional.empty()
                : Optional.of(new Route(row.endpoint(), row.key().shape(), role));
    }

    /// A JSON-RPC name with a space in it would be a REST endpoint's name.
    private static @Nullable String rpc(String target) {
        return target.indexOf(' ') < 0 ? target : null;
    }

    private @Nullable String rest(String method, String target) {
        PathTrie<String> trie = tries.get(method);
        return trie == null ? null : trie.find(target);
    }

    @Nullable Row row(RowKey key) {
        return rows.get(key);
    }

    Map<RowKey, Row> rows() {
        return rows;
    }

    long version() {
        return version;
    }

    /// The shape of an announced name: for REST the method and the path without its names.
    static Shape shape(String name) {
        int space = name.indexOf(' ');
        if (space < 0) {
            return name.chars().allMatch(c -> c > ' ' && c < 0x7f)
                    ? new Shape.Of(name)
                    : new Shape.None("a JSON-RPC name has visible ASCII characters only");
        }
        String method = name.substring(0, space);
        if (space == 0 || space > 16 || !method.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            return new Shape.None("'" + method + "' is no HTTP method");
        }
        return switch (PathPattern.parse(name.substring(space + 1))) {
            case PathPattern.Parsed.Good good ->
                    new Shape.Of(method + ' ' + good.pattern().shape());
            case PathPattern.Parsed.Bad bad -> new Shape.None("path " + bad.why());
        };
    }

    /// What became of a name.
    sealed interface Shape {
        record Of(String text) implements Shape {}

        record None(String why) implements Shape {}
    }
}
