package dev.hera.worker.test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.Set;

/// Which texts of then and now are as good as equal.
class SamenessTest {
    private static final String MASK = "masked:abcdefghijklmnopqrstuv";
    private static final String ID = "0199e4c1-7f3a-7abc-8def-0123456789ab";
    private static final Sameness ALIKE = new Sameness(EnumSet.allOf(Alike.class));
    private static final Sameness STRICT = new Sameness(Set.of());

    @Test
    void momentsAndIdsNeedOnlyBeOfTheSameKind() {
        assertTrue(ALIKE.test("2026-11-20T12:00:00Z", "2026-11-20T12:00:00.5+01:00"));
        assertTrue(ALIKE.test(ID, "e58ed763-928c-4155-bee9-fdbaaadc15f3"));
        assertFalse(ALIKE.test(ID, "2026-11-20T12:00:00Z"));
        assertFalse(ALIKE.test("2026-11-20", "2026-11-21"), "a day means something");
        assertFalse(STRICT.test("2026-11-20T12:00:00Z", "2026-11-20T12:00:01Z"));
    }

    @Test
    void whatWasMaskedMayBeAnythingAndWhatStandsAroundItMayNot() {
        assertTrue(STRICT.test(MASK, "Bearer x"));
        assertTrue(STRICT.test("a=" + MASK + "&b=" + MASK + "&c=1", "a=1&b=2&c=1"));
        assertFalse(STRICT.test("a=" + MASK + "&b=" + MASK + "&c=1", "a=1&b=2&c=2"));
        assertFalse(STRICT.test("a=" + MASK, "b=1"));
        assertFalse(STRICT.test("a=" + MASK + "=a", "a=a"), "the two ends do not share a letter");
        assertFalse(STRICT.test("plain", MASK), "the mask is in what was recorded");
    }
}
