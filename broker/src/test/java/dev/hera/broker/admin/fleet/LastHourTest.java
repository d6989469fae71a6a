package dev.hera.broker.admin.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Random;
import java.util.stream.Collectors;

class LastHourTest {
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private Instant now = START;
    private String lines = "";
    private final LastHour hour = new LastHour(() -> now, () -> lines);

    private void look(String seen) {
        lines = seen;
        hour.look();
        now = now.plus(LastHour.EVERY);
    }

    @Test
    void everyLookIsToldTheOldestFirstAndOnTheHalfMinute() {
        now = START.plusSeconds(17);
        look("hera_calls_total 1");
        look("hera_calls_total 2\nhera_calls_in_flight 3");
        LastHour.Told told = hour.told(line -> line.startsWith("hera_calls_total"));
        assertTrue(told.fromStart());
        assertEquals(
                "2026-11-21T03:00:00Z hera_calls_total 1, 2026-11-21T03:00:30Z hera_calls_total 2",
                told.looks().stream()
                        .map(look -> look.at() + " " + look.lines())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void aSecondLookInTheSameHalfMinuteIsNone() {
        look("a 1");
        now = START.plusSeconds(29);
        look("a 2");
        assertEquals("a 1", hour.told(_ -> true).looks().getLast().lines());
    }

    @Test
    void anHourIsKept() {
        for (int i = 0; i <= LastHour.MOST; i++) {
            look("a " + i);
        }
        LastHour.Told told = hour.told(_ -> true);
        assertEquals(LastHour.MOST, told.looks().size());
        assertEquals("a 1", told.looks().getFirst().lines());
        assertFalse(told.fromStart(), "the first is gone");
    }

    /// However many series there are, memory and answers are bounded, and the newest are kept.
    @Test
    void muchIsBounded() {
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            look(noise(random, 1 << 20) + "\nlast " + i);
        }
        LastHour.Told few = hour.told(line -> line.startsWith("last"));
        assertTrue(few.looks().size() < 16, few.looks().size() + " of a megabyte are kept");
        assertEquals("last 19", few.looks().getLast().lines());
        assertFalse(few.fromStart());
        LastHour.Told all = hour.told(_ -> true);
        int told = all.looks().stream().mapToInt(look -> look.lines().length()).sum();
        assertTrue(told <= LastHour.MOST_TOLD, told + " characters are told");
        assertFalse(all.fromStart());
        assertTrue(all.looks().getLast().lines().endsWith("last 19"));
    }

    private static String noise(Random random, int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(
                        StringBuilder::new,
                        (text, one) -> text.append((char) one),
                        StringBuilder::append)
                .toString();
    }

    /// What cannot be seen now is not kept, and the next look is.
    @Test
    void aLookThatFailsIsLeftOut() {
        LastHour failing =
                new LastHour(
                        () -> now,
                        () -> {
                            if (now.equals(START)) {
                                throw new IllegalStateException("no figures now");
                            }
                            return "a 1";
                        });
        failing.look();
        now = now.plus(LastHour.EVERY);
        failing.look();
        assertEquals(1, failing.told(_ -> true).looks().size());
    }
}
