package dev.hera.broker.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// What the tables of several brokers come to.
class WholeJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode table(int ready, String state, String limit) {
        String text =
                """
                {"version":3,"broker":"b","places":2,
                 "endpoints":[{"endpoint":"GET /0/a","role":"live","paceMs":2,"panic":false,
                   "preference":"","workers":2,"ready":$ready,"inFlight":4,"errors":0.25,
                   "limits":["$limit"],"departed":["old"],
                   "places":[{"worker":"w","share":0.5,"inFlight":4,"errors":0.25,
                     "limits":["$limit"]}]}],
                 "workers":[{"worker":"w","state":"$state","pingMs":$ready,"inFlight":4,
                   "vitals":{"ageMs":$ready00,"cpu":0.5}}]}
                """;
        try {
            return JSON.readTree(
                    text.replace("$ready", Integer.toString(ready))
                            .replace("$limit", limit)
                            .replace("$state", state));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode empty() {
        ObjectNode json = JSON.createObjectNode().put("version", 1).put("places", 0);
        json.putArray("endpoints");
        json.putArray("workers");
        return json;
    }

    @Test
    void callsAreAddedUpAndTheWorstBrokerCounts() {
        JsonNode one = table(2, "ready", "CPU: weight x 0.50");
        JsonNode two = table(1, "ready", "CPU: weight x 0.50");
        JsonNode whole = WholeJson.write("b-1", one, Map.of("b-2", two));
        JsonNode endpoint = whole.path("endpoints").path(0);
        assertEquals(1, endpoint.path("ready").asInt());
        assertEquals(2, endpoint.path("workers").asInt());
        assertEquals(8, endpoint.path("inFlight").asInt());
        assertEquals(0.25, endpoint.path("errors").asDouble());
        assertEquals("[\"CPU: weight x 0.50\"]", endpoint.path("limits").toString());
        JsonNode place = endpoint.path("places").path(0);
        assertEquals(0.5, place.path("share").asDouble());
        assertEquals(8, place.path("inFlight").asInt());
        JsonNode worker = whole.path("workers").path(0);
        assertEquals("ready", worker.path("state").asText());
        assertEquals(100, worker.path("vitals").path("ageMs").asInt());
        assertEquals(2, worker.path("pingMs").asInt());
    }

    @Test
    void whatIsNotSoEverywhereSaysWhere() {
        JsonNode one = table(2, "ready", "CPU: weight x 0.50");
        JsonNode two = table(2, "draining", "draining");
        JsonNode whole = WholeJson.write("b-1", one, Map.of("b-2", two));
        assertEquals(
                "ready (b-1); draining (b-2)",
                whole.path("workers").path(0).path("state").asText());
        assertEquals(
                "[\"CPU: weight x 0.50 (b-1)\",\"draining (b-2)\"]",
                whole.path("endpoints").path(0).path("limits").toString());
    }

    @Test
    void aWorkerThatABrokerDoesNotKnowIsNotLinkedThere() {
        JsonNode whole =
                WholeJson.write("b-1", table(2, "ready", "draining"), Map.of("b-2", empty()));
        JsonNode endpoint = whole.path("endpoints").path(0);
        assertEquals(0, endpoint.path("ready").asInt());
        assertTrue(endpoint.path("limits").toString().contains("not known (b-2)"));
        assertEquals(0.25, endpoint.path("places").path(0).path("share").asDouble());
        assertEquals(
                "ready (b-1); not linked (b-2)",
                whole.path("workers").path(0).path("state").asText());
    }

    @Test
    void whoDoesNotAnswerIsNamedAndCountsNowhere() {
        JsonNode own = table(2, "ready", "draining");
        JsonNode whole = WholeJson.write("b-1", own, Map.of("b-2", MissingNode.getInstance()));
        assertTrue(whole.path("brokers").path(0).path("answered").asBoolean());
        assertFalse(whole.path("brokers").path(1).path("answered").asBoolean());
        assertEquals(2, whole.path("endpoints").path(0).path("ready").asInt());
        assertEquals("ready", whole.path("workers").path(0).path("state").asText());
    }
}
