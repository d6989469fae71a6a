package dev.hera.checks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What one rule looked at and what it found broken.
///
/// Faults that stand in `known.txt`, rule and file, are counted and forgiven; a line there that
/// forgives nothing any more is named in the output, to be taken off.
final class Findings {
    private static final Path KNOWN =
            Path.of("ops/checks/src/test/resources/dev/hera/checks/known.txt");

    private final String rule;
    private final Set<String> forgivable;
    private final Set<String> forgiven = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();
    private int seen;

    /// A rule.
    ///
    /// @param key its name in `known.txt`
    /// @param rule what is wrong with what it finds
    Findings(String key, String rule) {
        this.rule = rule;
        this.forgivable =
                Project.HERE
                        .text(KNOWN)
                        .lines()
                        .filter(line -> line.startsWith(key + " "))
                        .map(line -> line.split("\\s+", 3)[1])
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /// One more thing was looked at.
    void saw() {
        seen++;
    }

    /// Something is broken; the text begins with the file or the package.
    void fault(String where) {
        String file = where.split("[:\\s]", 2)[0];
        if (forgivable.contains(file)) {
            forgiven.add(file);
        } else {
            faults.add(where);
        }
    }

    /// Passes when nothing was found, and at least this many things were looked at.
    void assertNone(int least) {
        forgivable.stream()
                .filter(file -> !forgiven.contains(file))
                .forEach(file -> System.out.println("known.txt: mended by now: " + file));
        System.out.printf(
                "%s: looked at %d, broken %d, known %d%n",
                rule, seen, faults.size(), forgiven.size());
        assertTrue(seen >= least, "%s: looked at %d only, not %d".formatted(rule, seen, least));
        assertTrue(faults.isEmpty(), () -> rule + ":\n  " + String.join("\n  ", faults) + "\n");
    }
}
