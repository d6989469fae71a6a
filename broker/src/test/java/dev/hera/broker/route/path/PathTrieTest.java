package dev.hera.broker.route.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Patterns, and which one a path belongs to.
class PathTrieTest {
    private static PathTrie<String> trie(String... patterns) {
        Map<PathPattern, String> values = new HashMap<>();
        for (String p : patterns) {
            values.put(good(p), p);
        }
        return new PathTrie<>(values);
    }

    private static PathPattern good(String path) {
        return assertInstanceOf(PathPattern.Parsed.Good.class, PathPattern.parse(path)).pattern();
    }

    private static String why(String path) {
        return assertInstanceOf(PathPattern.Parsed.Bad.class, PathPattern.parse(path)).why();
    }

    @Test
    void literalBeatsNameBeatsStarFromTheLeft() {
        PathTrie<String> trie = trie("/a/b", "/a/{x}", "/a/*", "/{y}/b", "/*", "/{z}/{w}/c");
        assertEquals("/a/b", trie.find("/a/b"));
        assertEquals("/a/{x}", trie.find("/a/c"));
        assertEquals("/a/*", trie.find("/a/c/d"));
        assertEquals("/{y}/b", trie.find("/q/b"));
        assertEquals("/{z}/{w}/c", trie.find("/q/b/c"));
        assertEquals("/a/*", trie.find("/a/b/c"));
        assertEquals("/*", trie.find("/q"));
    }

    @Test
    void triesTheNextBranchWhenTheMoreSpecificOneEndsNowhere() {
        PathTrie<String> trie = trie("/a/b/c", "/{x}/b/d", "/a/{y}/e/{z}");
        assertEquals("/{x}/b/d", trie.find("/a/b/d"));
        assertEquals("/a/{y}/e/{z}", trie.find("/a/b/e/f"));
    }

    @Test
    void nameTakesOneSegmentThatIsNotEmpty() {
        PathTrie<String> trie = trie("/a/{x}");
        assertNull(trie.find("/a/"));
        assertNull(trie.find("/a"));
        assertNull(trie.find("/a/b/"));
        assertEquals("/a/{x}", trie.find("/a/{}"));
    }

    @Test
    void starTakesTheRestEvenAnEmptyOne() {
        PathTrie<String> trie = trie("/a/*");
        assertEquals("/a/*", trie.find("/a/"));
        assertEquals("/a/*", trie.find("/a/b/c"));
        assertEquals("/a/*", trie.find("/a/*/b"));
        assertNull(trie.find("/a"));
        assertNull(trie.find("/ab"));
    }

    @Test
    void rootIsAPath() {
        assertEquals("/", trie("/").find("/"));
        assertNull(trie("/").find("/a"));
        assertNull(trie("/").find(""));
    }

    @Test
    void whatIsNoPatternIsRefusedWithAReason() {
        for (String bad :
                List.of(
                        "",
                        "a",
                        "//",
                        "/a/",
                        "/a//b",
                        "/*/a",
                        "/a*",
                        "/{a",
                        "/a}",
                        "/{}",
                        "/{a}/{a}",
                        "/{a b}",
                        "/..",
                        "/./a",
                        "/a?b",
                        "/%41",
                        "/a#",
                        "/a;b",
                        "/rpc",
                        "/_hera/x",
                        "/" + "a".repeat(256),
                        "/a".repeat(33))) {
            assertTrue(!why(bad).isEmpty(), bad);
        }
    }

    @Test
    void patternsMayBeAsLongAsAllowed() {
        assertEquals(32, good("/a".repeat(32)).segments().size());
        assertEquals(1, good("/" + "a".repeat(255)).segments().size());
    }

    @Test
    void evilPatternsAreRefusedQuicklyAndEvilPathsAreFoundQuickly() {
        String[] patterns = new String[2_000];
        Random random = new Random(1);
        for (int i = 0; i < patterns.length; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int s = 0; s < 31; s++) {
                pattern.append(random.nextInt(3) == 0 ? "/{n" + s + "}" : "/a");
            }
            patterns[i] = pattern.append("/b").toString();
        }
        PathTrie<String> trie = trie(patterns);
        long start = System.nanoTime();
        assertNull(trie.find("/a".repeat(50_000)));
        assertNull(trie.find("/a".repeat(32)));
        assertTrue(!why("/{".repeat(50_000)).isEmpty());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.toMillis() < 500, took::toString);
    }

    /// Against the plainest matcher there is: compare with each pattern, keep the most specific.
    @Test
    void agreesWithTheObviousMatcher() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            String[] patterns = new String[6];
            for (int i = 0; i < patterns.length; i++) {
                patterns[i] = randomPattern(random);
            }
            PathTrie<String> trie = trie(patterns);
            String path = randomPath(random);
            String found = trie.find(path);
            assertEquals(
                    obvious(patterns, path),
                    found == null ? null : good(found).shape(),
                    () -> path + " of " + List.of(patterns));
        }
    }

    private static @Nullable String obvious(String[] patterns, String path) {
        String best = null;
        for (String p : patterns) {
            String shape = good(p).shape();
            if (matches(shape, path) && (best == null || rank(shape).compareTo(rank(best)) < 0)) {
                best = shape;
            }
        }
        return best;
    }

    private static boolean matches(String shape, String path) {
        List<String> want = PathPattern.split(shape);
        List<String> have = PathPattern.split(path);
        for (int i = 0; i < want.size(); i++) {
            if (want.get(i).equals("*")) {
                return have.size() > i;
            }
            if (i >= have.size()
                    || have.get(i).isEmpty()
                    || !(want.get(i).equals("{}") || want.get(i).equals(have.get(i)))) {
                return false;
            }
        }
        return want.size() == have.size();
    }

    private static String rank(String shape) {
        StringBuilder rank = new StringBuilder();
        for (String s : PathPattern.split(shape)) {
            rank.append(s.equals("*") ? 'c' : s.equals("{}") ? 'b' : 'a');
        }
        return rank.toString();
    }

    private static String randomPattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        int segments = 1 + random.nextInt(4);
        for (int i = 0; i < segments; i++) {
            int kind = random.nextInt(6);
            pattern.append(
                    kind == 0
                            ? "/{n" + i + "}"
                            : kind == 1 && i == segments - 1 ? "/*" : kind < 4 ? "/a" : "/b");
        }
        return pattern.toString();
    }

    private static String randomPath(Random random) {
        StringBuilder path = new StringBuilder();
        for (int i = 0, n = 1 + random.nextInt(4); i < n; i++) {
            path.append(random.nextInt(9) == 0 ? "/" : random.nextInt(2) == 0 ? "/a" : "/b");
        }
        return path.toString();
    }
}
