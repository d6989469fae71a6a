package dev.hera.checks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/// What one rule looked at and what it found broken.
final class Findings {
    private final String rule;
    private final List<String> faults = new ArrayList<>();
    private int seen;

    Findings(String rule) {
        this.rule = rule;
    }

    /// One more thing was looked at.
    void saw() {
        seen++;
    }

    void fault(String where) {
        faults.add(where);
    }

    /// Passes when nothing was found, and at least this many things were looked at.
    void assertNone(int least) {
        System.out.printf("%s: looked at %d, broken %d%n", rule, seen, faults.size());
        assertTrue(
                seen >= least, "%s: looked at %d only, expected %d".formatted(rule, seen, least));
        assertTrue(faults.isEmpty(), () -> rule + ":\n  " + String.join("\n  ", faults) + "\n");
    }
}
