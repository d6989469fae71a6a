package dev.hera.broker.admin.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class MatrixTest {
    private static LinkFacts link(String worker, int silenceSeconds, String... endpoints) {
        return new LinkFacts(
                worker,
                "s",
                "i",
                Duration.ofMillis(3),
                Duration.ofSeconds(silenceSeconds),
                silenceSeconds < 5,
                List.of(endpoints));
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void notLinkedNotAnsweringAndNotAskedAreToldApart() {
        Map<String, JsonNode> brokers =
                new TreeMap<>(
                        Map.of(
                                "b1",
                                read(Matrix.at(List.of(link("w1", 1), link("w2", 9)))),
                                "b2",
                                read(Matrix.at(List.of(link("w1", 1)))),
                                "b3",
                                MissingNode.getInstance()));
        JsonNode matrix = Matrix.everywhere(brokers);
        assertFalse(matrix.path("brokers").path(2).path("answered").asBoolean());
        JsonNode w1 = matrix.path("workers").path(0);
        assertEquals("2 2 2", w1.path("linked") + " " + w1.path("answering") + " " + w1.path("of"));
        assertEquals(3.0, w1.path("links").path(1).path("pingMs").asDouble());
        JsonNode w2 = matrix.path("workers").path(1);
        assertEquals("1 0 2", w2.path("linked") + " " + w2.path("answering") + " " + w2.path("of"));
        assertEquals(9_000, w2.path("links").path(0).path("silenceMs").asInt());
        assertFalse(w2.path("links").path(1).path("linked").asBoolean());
    }

    @Test
    void anEndpointThatOneBrokerCouldNotServeIsLeftWithout() {
        List<LinkFacts> both = List.of(link("w1", 1, "GET /a", "GET /b"), link("w2", 1, "GET /a"));
        List<LinkFacts> silent = List.of(link("w1", 1, "GET /a"), link("w2", 9, "GET /a"));
        Map<String, JsonNode> brokers =
                new TreeMap<>(
                        Map.of(
                                "b1", read(DrainPreview.at("w1", both)),
                                "b2", read(DrainPreview.at("w1", silent))));
        JsonNode preview = DrainPreview.everywhere("w1", brokers);
        assertTrue(preview.path("linked").asBoolean());
        assertEquals("[\"GET /a\",\"GET /b\"]", preview.path("without").toString());
        assertEquals("[\"GET /b\"]", preview.path("brokers").path(0).path("without").toString());
        assertEquals("[\"GET /a\"]", preview.path("brokers").path(1).path("without").toString());
        JsonNode other =
                DrainPreview.everywhere("w2", Map.of("b1", read(DrainPreview.at("w2", both))));
        assertEquals("[]", other.path("without").toString());
        JsonNode nobody =
                DrainPreview.everywhere("w9", Map.of("b1", read(DrainPreview.at("w9", both))));
        assertFalse(nobody.path("linked").asBoolean());
    }
}
