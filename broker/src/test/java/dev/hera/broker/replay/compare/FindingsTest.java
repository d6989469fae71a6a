package dev.hera.broker.replay.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.wire.compare.Difference;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Differences are counted by where they are, and noise is taken out, also afterwards.
class FindingsTest {
    private static final String ENDPOINT = "POST /0/x";

    private static Compared differs(String... paths) {
        return new Compared(
                true,
                Arrays.stream(paths).map(p -> new Difference(p, "1", "2")).toList(),
                true,
                Set.of());
    }

    @Test
    void callsThatDifferInTheSamePlacesAreOneGroupWithFewSamples() {
        Findings findings = new Findings(Found.NOTHING);
        for (int i = 0; i < 50; i++) {
            findings.add(ENDPOINT, "call-" + i, differs("$.a", "$.b"));
            findings.add(ENDPOINT, "equal-" + i, differs());
        }
        Found found = findings.found();
        assertEquals(100, found.compared());
        assertEquals(50, found.different());
        assertEquals(1, found.groups().size());
        assertEquals(5, found.groups().getFirst().samples().size());
    }

    @Test
    void aPathThatTurnsOutToBeNoiseIsTakenOutOfWhatWasCounted() {
        Findings findings = new Findings(Found.NOTHING);
        findings.add(ENDPOINT, "1", differs("$.at"));
        findings.add(ENDPOINT, "2", differs("$.at", "$.price"));
        findings.add(ENDPOINT, "3", differs("$.price"));
        findings.add(ENDPOINT, "4", new Compared(true, List.of(), true, Set.of("$.at")));
        Found found = findings.found();
        assertEquals(2, found.different());
        assertEquals(Set.of("$.price"), found.groups().getFirst().paths());
        assertEquals(2, found.groups().getFirst().calls());
        findings.add("POST /0/other", "5", differs("$.at"));
        assertEquals(3, findings.found().different(), "noise is of one endpoint");
    }

    @Test
    void whatWasFoundBeforeAKillIsGoneOnWith() {
        Findings before = new Findings(Found.NOTHING);
        before.add(ENDPOINT, "1", differs("$.price"));
        before.add(ENDPOINT, "2", new Compared(true, List.of(), true, Set.of("$.at")));
        Findings after = new Findings(before.found());
        after.add(ENDPOINT, "3", differs("$.price", "$.at"));
        assertEquals(before.found().noise(), after.found().noise());
        assertEquals(2, after.found().groups().getFirst().calls());
        assertEquals(3, after.found().compared());
    }

    @Test
    void groupsAreBoundedAndTheRestIsCounted() {
        Findings findings = new Findings(Found.NOTHING);
        for (int i = 0; i < 300; i++) {
            findings.add(ENDPOINT, "call-" + i, differs("$.p" + i));
        }
        assertEquals(200, findings.found().groups().size());
        assertEquals(300, findings.found().different());
    }
}
