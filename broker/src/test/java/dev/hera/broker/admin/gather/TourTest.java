package dev.hera.broker.admin.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.replay.plan.Originals.Heard;
import dev.hera.broker.replay.plan.Traits;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class TourTest {
    private static final String ONE = "01a1ff11-1bde-73f3-a466-36b018dcd8e1";
    private static final String TWO = "01a1ff11-1bde-73f3-a466-36b018dcd8e2";

    private final List<Traits> seen = new ArrayList<>();
    private final GatherQuestion first = new GatherQuestion("after:1h", Instant.EPOCH, null);
    private final Tour tour = new Tour(first, seen::add);

    private static JsonNode answer(String why, String behind, String... calls) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("why", why).put("behind", behind);
        var array = json.putArray("calls");
        for (String call : calls) {
            array.addArray().add(call).add("sum").add("").add(false).add(true).add(12);
        }
        return json;
    }

    @Test
    void eachIsAskedUntilItHasShownAll() {
        assertEquals(first.path(), tour.question("b"));
        tour.heard(Map.of("a", answer("all", ONE, ONE), "b", answer("found", ONE, ONE)));
        assertTrue(tour.goesOn());
        assertEquals("", tour.question("a"));
        assertTrue(tour.question("b").endsWith("behind=" + ONE), tour.question("b"));
        tour.heard(Map.of("b", answer("all", TWO, TWO)));
        assertFalse(tour.goesOn());
        Heard heard = tour.end();
        assertEquals(Map.of("a", 1L, "b", 2L), heard.found());
        assertEquals(List.of(), heard.missing());
        assertEquals(3, seen.size());
        Traits last = seen.getLast();
        assertEquals(TWO, last.id().toString());
        assertTrue(last.notRun() && last.unfit().isEmpty() && last.bytes() == 12, last.toString());
    }

    @Test
    void whoDoesNotAnswerOrIsNotReadyInTimeIsNamed() {
        tour.heard(Map.of("a", MissingNode.getInstance(), "b", answer("limit", ONE, ONE)));
        Heard heard = tour.end();
        assertEquals(Map.of("b", 1L), heard.found());
        assertEquals(
                List.of(
                        "broker a: it does not answer",
                        "broker b: it has more than it could show in time"),
                heard.missing());
    }

    @Test
    void nobodyIsAskedAnyMoreWhenEnoughWasSeen() {
        Tour enough = new Tour(first, _ -> false);
        enough.heard(Map.of("a", answer("found", ONE, ONE)));
        assertFalse(enough.goesOn());
    }
}
