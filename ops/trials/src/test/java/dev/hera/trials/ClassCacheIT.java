package dev.hera.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The caches of classes that `ops/hera` makes after a build: what an upgrade, a copy or a full
/// disk can leave of them stops no start and says no word.
class ClassCacheIT {
    private static final int PART = 1 << 20;
    private static final List<String> KINDS = List.of("broker", "zookeeper", "command");

    @BeforeAll
    static void build() {
        String version = Platform.run(Platform.root().resolve("ops/hera").toString(), "--help");
        assertTrue(version.contains("hera"), version);
        assertTrue(Files.exists(cache("broker")) && Files.exists(cache("examples")));
    }

    @Test
    void oneCacheServesEveryPartOfTheSameClassPath() {
        for (String kind : KINDS) {
            String printed = help(kind, cache("broker"), "-Xlog:aot=info");
            assertTrue(printed.contains("Using AOT-linked classes: true"), kind + ": " + printed);
        }
    }

    @Test
    void aCacheOfOtherClassesIsPassedOver() {
        assertPassedOver(cache("examples"));
    }

    @Test
    void aCacheThatIsCutOffIsPassedOver(@TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(cache("broker"));
        assertPassedOver(Files.write(folder.resolve("half.aot"), Arrays.copyOf(whole, PART)));
        assertPassedOver(Files.write(folder.resolve("empty.aot"), new byte[0]));
        assertPassedOver(folder.resolve("none.aot"));
    }

    private static void assertPassedOver(Path cache) {
        for (String kind : KINDS) {
            String printed = help(kind, cache, "-Dhera.log=json");
            assertTrue(printed.startsWith("Usage: hera"), kind + ": " + printed);
            assertFalse(printed.contains("[aot"), kind + ": " + printed);
        }
        String looked = help("broker", cache, "-Xlog:aot=info");
        assertFalse(looked.contains("Using AOT-linked classes: true"), looked);
    }

    private static Path cache(String module) {
        return Platform.root().resolve(module).resolve("target/classes.aot");
    }

    /// What the command line prints when it runs as this part does, from this cache.
    private static String help(String kind, Path cache, String option) {
        return Platform.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Platform.root().resolve("ops/jvm/" + kind + ".options"),
                "-XX:AOTCache=" + cache,
                option,
                "-cp",
                classPath(),
                "dev.hera.broker.Main",
                "--help");
    }

    /// As the launcher joins it: the jar, then its libraries in the order of their names.
    private static String classPath() {
        Path target = Platform.root().resolve("broker/target");
        List<String> jars =
                Stream.of(target, target.resolve("lib")).flatMap(ClassCacheIT::jars).toList();
        assertEquals(1, jars.stream().filter(jar -> jar.contains("/hera-broker-")).count());
        return String.join(":", jars);
    }

    private static Stream<String> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(Path::toString)
                    .filter(f -> f.endsWith(".jar"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
