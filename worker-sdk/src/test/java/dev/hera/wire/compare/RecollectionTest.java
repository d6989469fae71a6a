package dev.hera.wire.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hera.wire.Body;
import dev.hera.wire.JsonText;
import dev.hera.wire.compare.Recollection.Made;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// A handler that asks as then hears what it heard then.
class RecollectionTest {
    private static Asked get(String path) {
        return new Asked("GET /0/stock/{id}", "GET", path, "", Body.NONE);
    }

    private static Asked post(String json) {
        Body body = new Body.Json(JsonText.trusted(json.getBytes(UTF_8)));
        return new Asked("POST /0/order", "POST", "/0/order", "", body);
    }

    private static Recollection<String> then(List<Made<String>> made) {
        return new Recollection<>(made, List.of("$.at"), JsonWalk.EXACTLY);
    }

    @Test
    void whatWasAskedTwiceIsAnsweredTwiceInItsOrderAndNotAThirdTime() {
        Recollection<String> then =
                then(
                        List.of(
                                new Made<>(get("/0/stock/7"), "one"),
                                new Made<>(get("/0/stock/8"), "other"),
                                new Made<>(get("/0/stock/7"), "two")));
        assertEquals(Optional.of("one"), then.recall(get("/0/stock/7")));
        assertEquals(Optional.of("two"), then.recall(get("/0/stock/7")));
        assertEquals(Optional.of("other"), then.recall(get("/0/stock/8")));
        assertEquals(List.of(), then.differences());
        assertEquals(Optional.empty(), then.recall(get("/0/stock/7")));
        assertEquals(
                List.of(
                        new Difference(
                                "remote GET /0/stock/{id}", Difference.ABSENT, "GET /0/stock/7")),
                then.differences());
    }

    @Test
    void anotherPathOfTheSameEndpointIsOneDifferenceWithBoth() {
        Recollection<String> then = then(List.of(new Made<>(get("/0/stock/7"), "one")));
        assertEquals(Optional.empty(), then.recall(get("/0/stock/9")));
        assertEquals(
                List.of(
                        new Difference(
                                "remote GET /0/stock/{id}", "GET /0/stock/7", "GET /0/stock/9")),
                then.differences());
    }

    @Test
    void whatIsNotAskedAnyMoreIsADifference() {
        Recollection<String> then = then(List.of(new Made<>(post("{\"n\":1}"), "one")));
        assertEquals(
                List.of(
                        new Difference(
                                "remote POST /0/order",
                                "POST /0/order {\"n\":1}",
                                Difference.ABSENT)),
                then.differences());
    }

    @Test
    void aBodyIsTheSameInAnyNotationAndWithoutWhatIsIgnored() {
        Recollection<String> then =
                then(
                        List.of(
                                new Made<>(post("{\"n\":1,\"at\":5}"), "one"),
                                new Made<>(new Asked("", "POST", "/0/big", "", null), "big")));
        assertEquals(Optional.of("one"), then.recall(post("{\"at\":6, \"n\":1.0}")));
        assertEquals(Optional.empty(), then.recall(post("{\"n\":2,\"at\":5}")));
        Asked big = new Asked("", "POST", "/0/big", "", Body.NONE);
        assertEquals(Optional.of("big"), then.recall(big), "a body that was not kept fits any");
    }
}
