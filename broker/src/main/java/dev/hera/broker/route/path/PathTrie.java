package dev.hera.broker.route.path;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// Patterns to values, found by the path that is called; immutable once made.
///
/// Each node of the trie is visited at most once, so that the longest search is as long as all
/// patterns together, whatever the path.
public final class PathTrie<T> {
    private final Map<String, T> literals = new HashMap<>();
    private final Node<T> root = new Node<>();

    /// A trie of these patterns; of two with one shape the later stands.
    public PathTrie(Map<PathPattern, T> values) {
        values.forEach(this::add);
    }

    private void add(PathPattern pattern, T value) {
        if (pattern.isLiteral()) {
            literals.put(pattern.shape(), value);
            return;
        }
        Node<T> node = root;
        for (String segment : pattern.segments()) {
            node = node.children.computeIfAbsent(segment, _ -> new Node<>());
        }
        node.value = value;
    }

    /// The value of the most specific pattern that matches; null when none does.
    ///
    /// @param path decoded once, beginning with a slash
    public @Nullable T find(String path) {
        T literal = literals.get(path);
        if (literal != null || !path.startsWith("/")) {
            return literal;
        }
        return find(root, path, 1);
    }

    private @Nullable T find(Node<T> node, String path, int from) {
        if (from > path.length()) {
            return node.value;
        }
        int slash = path.indexOf('/', from);
        int to = slash < 0 ? path.length() : slash;
        T found = null;
        if (to > from) {
            found = below(node.children.get(path.substring(from, to)), path, to);
            if (found == null) {
                found = below(node.children.get(PathPattern.ANY), path, to);
            }
        }
        Node<T> rest = node.children.get(PathPattern.REST);
        return found == null && rest != null ? rest.value : found;
    }

    private @Nullable T below(@Nullable Node<T> child, String path, int end) {
        return child == null ? null : find(child, path, end + 1);
    }

    private static final class Node<T> {
        final Map<String, Node<T>> children = new HashMap<>(4);
        @Nullable T value;
    }
}
