package dev.hera.broker.replay.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Differences of JSON values are named by path.
class JsonWalkTest {
    private static List<String> paths(String was, String now) throws JsonProcessingException {
        return JsonWalk.differences(was, now).stream().map(Difference::path).toList();
    }

    @Test
    void equalValuesDifferNowhereWhateverTheirOrderAndNotation() throws Exception {
        assertEquals(List.of(), paths("{\"a\":1.0,\"b\":[1,2]}", "{\"b\":[1,2],\"a\":1}"));
    }

    @Test
    void aFieldThatDiffersInEachElementIsOnePath() throws Exception {
        assertEquals(
                List.of("$.items[*].price"),
                paths(
                        "{\"items\":[{\"price\":1},{\"price\":2}]}",
                        "{\"items\":[{\"price\":3},{\"price\":4}]}"));
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsNamedWhereItIs() throws Exception {
        assertEquals(
                List.of("$.gone", "$.kind", "$.list[*]", "$.fresh"),
                paths(
                        "{\"gone\":1,\"kind\":\"1\",\"list\":[1,2]}",
                        "{\"kind\":1,\"list\":[1],\"fresh\":null}"));
        assertEquals(
                new Difference("$.gone", "1", Difference.ABSENT),
                JsonWalk.differences("{\"gone\":1}", "{}").getFirst());
    }
}
