package dev.hera.broker.journal.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.journal.record.CallRecord;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

/// Whatever is typed is read, or pointed at; nothing throws and nothing is without a bound.
class FilterRandomTest {
    private static final long SEED = 20261121;
    private static final List<String> PIECES =
            List.of(
                    "endpoint",
                    "status",
                    "header.x",
                    "query.",
                    "body",
                    "took",
                    "after",
                    "id",
                    ":",
                    "~",
                    ">",
                    "<",
                    "-",
                    ",",
                    "\"",
                    "\\",
                    " ",
                    "*",
                    "5xx",
                    "..",
                    "yes",
                    "10m",
                    "2026-11-21T12:00",
                    "99999999999999999999",
                    "é",
                    "😀",
                    "\ud800",
                    "\u0000",
                    "caller:shop ",
                    "status:2xx ",
                    "-path~echo ",
                    "body~\"o\" ",
                    "took>1s ",
                    "2026-11-21T12:00:00+99:99",
                    "+999999999-12-31",
                    "٣",
                    "999999999d",
                    "no",
                    ".");

    @Test
    void anyTextIsReadOrPointedAt() {
        Random random = new Random(SEED);
        Specimen specimen = new Specimen(SEED);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = text(random);
            switch (FilterReader.read(text, Specimen.NOON)) {
                case Filter filter -> {
                    read++;
                    CallRecord record = specimen.any(Specimen.NOON);
                    boolean found = filter.matches(record);
                    boolean apart =
                            filter.heads().matches(record) && filter.bodies().matches(record);
                    assertEquals(found, apart, text);
                }
                case Misread misread -> {
                    assertTrue(misread.column() <= text.length(), text);
                    assertEquals(3, misread.toString().lines().count(), text);
                }
            }
        }
        assertTrue(read > 1_000, "only " + read + " of them made sense, seed " + SEED);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    @Test
    void aLongTextIsRefusedAtOnce() {
        String text = "caller:a ".repeat(1 << 20);
        assertTrue(FilterReader.read(text, Specimen.NOON) instanceof Misread);
        assertTrue(FilterReader.read("caller:a ".repeat(33), Specimen.NOON) instanceof Misread);
        String values = "caller:" + "a,".repeat(100) + "a";
        assertTrue(FilterReader.read(values, Specimen.NOON) instanceof Misread);
    }
}
