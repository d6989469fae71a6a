package dev.hera.broker.route.rank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.hera.broker.call.Refusal.PassedOver;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A decision can be made again from what it recorded, and explains itself.
class DecisionTest {
    private static final int DECISIONS = 1_000_000;
    private static final JsonFactory JSON = new JsonFactory();

    @Test
    void aMillionDecisionsRecomputeToTheSamePick() throws IOException {
        Random dice = new Random(42);
        Ranking ranking = new Ranking(Ranking.Strategy.LEAST_COST);
        int decided = 0;
        for (int i = 0; decided < DECISIONS; i++) {
            Field field = new RandomField(odds(1 + dice.nextInt(12), dice), dice);
            for (int j = 0; j < 20; j++) {
                Decision decision = ranking.decide(field, dice);
                if (decision != null) {
                    decided++;
                    assertEquals(decision.worker(), decision.recomputed());
                }
                if (decision != null && j == 0 && i % 4 == 0) {
                    assertEquals(decision.worker(), fromRecord(decision.toJson()));
                    assertExplainsEveryOther(decision, field);
                }
            }
        }
    }

    private static void assertExplainsEveryOther(Decision decision, Field field) {
        Set<String> workers = new HashSet<>(Set.of(decision.worker()));
        for (PassedOver other : decision.passedOver()) {
            assertTrue(workers.add(other.worker()), other::toString);
            assertFalse(other.why().isBlank(), other::toString);
        }
        assertEquals(field.odds().size(), workers.size());
    }

    @Test
    void nobodyIsChosenOverAHardReasonAndTheMildestOneWins() {
        Random dice = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            Field field = new RandomField(odds(1 + dice.nextInt(5), dice), dice);
            Decision decision = new Ranking(Ranking.Strategy.LEAST_COST).decide(field, dice);
            boolean soft = false;
            for (int place = 0; place < field.odds().size(); place++) {
                soft |= field.skip(place).isSoft();
            }
            assertEquals(soft, decision != null);
            assertTrue(decision == null || field.skip(decision.place()).isSoft());
        }
    }

    static Odds odds(int workers, Random dice) {
        List<Signals> signals = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            signals.add(
                    new Signals(
                            "w" + i,
                            1 + dice.nextInt(8),
                            dice.nextLong(20_000_000_000L),
                            0.2 + 3 * dice.nextDouble(),
                            dice.nextLong(5_000_000_000L),
                            dice.nextDouble(),
                            dice.nextDouble(),
                            dice.nextDouble() / 50,
                            dice.nextLong(9_000_000_000L) - 1,
                            dice.nextLong(5_000_000),
                            dice.nextDouble() - 0.5,
                            1,
                            dice.nextInt(9) == 0 ? Skip.EJECTED : Skip.NONE));
        }
        return new Weighing(5_000_000_000L).weigh(1, 0, signals, 10e6);
    }

    /// Who runs the call by the record alone: parsed, costs made again, least taken.
    private static String fromRecord(String json) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            while (!"candidates".equals(parser.nextFieldName())) {
                assertTrue(parser.hasCurrentToken(), json);
            }
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                candidates.add(candidate(parser));
            }
        }
        Candidate[] all = candidates.toArray(Candidate[]::new);
        return all[Ranking.best(all)].worker();
    }

    private static Candidate candidate(JsonParser parser) throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        String worker = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("worker")) {
                worker = parser.getText();
            } else if (value == JsonToken.VALUE_NUMBER_INT) {
                numbers.put(name, parser.getIntValue());
            }
        }
        return new Candidate(
                0,
                worker,
                Candidate.Source.ALL,
                numbers.getOrDefault("own", -1),
                numbers.getOrDefault("others", -1),
                numbers.getOrDefault("fresh", -1),
                numbers.getOrDefault("prior", -1),
                numbers.getOrDefault("capacity", -1),
                numbers.getOrDefault("slow", -1),
                numbers.getOrDefault("silence", -1),
                numbers.getOrDefault("distance", -1));
    }
}
