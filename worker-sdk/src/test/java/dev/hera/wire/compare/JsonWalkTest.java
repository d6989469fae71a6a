package dev.hera.wire.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Differences of JSON values are named by path.
class JsonWalkTest {
    private static List<String> paths(String was, String now) {
        return differences(was, now).stream().map(Difference::path).toList();
    }

    private static List<Difference> differences(String was, String now) {
        return JsonWalk.differences(was.getBytes(UTF_8), now.getBytes(UTF_8), JsonWalk.EXACTLY);
    }

    @Test
    void equalValuesDifferNowhereWhateverTheirOrderAndNotation() {
        assertEquals(List.of(), paths("{\"a\":1.0,\"b\":[1,2]}", "{\"b\":[1,2],\"a\":1}"));
    }

    @Test
    void aFieldThatDiffersInEachElementIsOnePath() {
        assertEquals(
                List.of("$.items[*].price"),
                paths(
                        "{\"items\":[{\"price\":1},{\"price\":2}]}",
                        "{\"items\":[{\"price\":3},{\"price\":4}]}"));
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsNamedWhereItIs() {
        assertEquals(
                List.of("$.gone", "$.kind", "$.list[*]", "$.fresh"),
                paths(
                        "{\"gone\":1,\"kind\":\"1\",\"list\":[1,2]}",
                        "{\"kind\":1,\"list\":[1],\"fresh\":null}"));
        assertEquals(
                new Difference("$.gone", "1", Difference.ABSENT),
                differences("{\"gone\":1}", "{}").getFirst());
    }
}
