package dev.hera.broker.route.prefer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.route.prefer.Preference.Sticky;
import dev.hera.broker.route.rank.Ranking.Strategy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/// Preferences as an operator writes them.
class PreferencesTest {
    @Test
    void everyWordIsRead() {
        Preferences read =
                Preferences.parse(
                        "POST /0/echo => by-weight weight=2.1.0:0.1 weight=svc-a:3;"
                                + " GET /0/cart/{id}=>sticky=header:Customer least-of-all ;"
                                + "sum => sticky=parameter:k");
        assertEquals(
                Map.of(
                        "POST /0/echo",
                        new Preference(
                                Strategy.BY_WEIGHT,
                                new Sticky.Never(),
                                Map.of("2.1.0", 0.1, "svc-a", 3.0)),
                        "GET /0/cart/{id}",
                        new Preference(
                                Strategy.LEAST_OF_ALL, new Sticky.Header("customer"), Map.of()),
                        "sum",
                        new Preference(Strategy.LEAST_COST, new Sticky.Parameter("k"), Map.of())),
                read.byEndpoint());
        assertEquals(List.of("customer"), read.headers());
    }

    @Test
    void nothingIsNothing() {
        assertEquals(Preferences.NONE, Preferences.parse("  "));
        assertEquals("", Preference.NONE.words());
    }

    @Test
    void whatWasReadIsSaidInTheSameWords() {
        String words = "by-weight sticky=parameter:k weight=1.0:0.5 weight=svc-a:2.0";
        Preferences read = Preferences.parse("sum => " + words);
        Preference sum = read.byEndpoint().getOrDefault("sum", Preference.NONE);
        assertEquals(words, sum.words());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /0/echo",
                "POST /0/echo =>",
                "=> by-weight",
                "post echo => by-weight",
                "a => b => by-weight",
                "a => by-wait",
                "a => by-weight least-cost",
                "a => sticky=cookie:c",
                "a => sticky=header:",
                "a => sticky=header:a/b",
                "a => sticky=header:a sticky=parameter:b",
                "a => weight=w",
                "a => weight=:1",
                "a => weight=w:-1",
                "a => weight=w:NaN",
                "a => weight=w:1e999",
                "a => weight=w:1001",
                "a => weight=w:1 weight=w:2",
                "a => by-weight;",
                "a => by-weight; a => least-cost"
            })
    void aMistakeIsRefusedInOneLine(String text) {
        String why =
                String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> Preferences.parse(text))
                                .getMessage());
        assertFalse(why.contains("\n"), why);
        assertTrue(why.length() > 10, why);
    }
}
