package dev.hera.worker.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;

import dev.hera.wire.Endpoint;
import dev.hera.wire.JsonText;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Json;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.annotation.Body;
import dev.hera.worker.api.annotation.EndpointOptions;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.POST;
import dev.hera.worker.api.annotation.PUT;
import dev.hera.worker.api.annotation.Param;
import dev.hera.worker.rpc.EndpointTable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What is announced of an endpoint's values, made from the author's types.
class SchemasTest {
    private static final ObjectMapper JSON = Json.fresh();

    /// How an order stands.
    enum State {
        OPEN,
        SHIPPED
    }

    /// One line of an order.
    record Line(String article, int count, BigDecimal price, @Nullable String note) {}

    /// Knows itself, and everything that Jackson knows.
    record Order(
            long id,
            State state,
            List<Line> lines,
            Map<String, Line> byName,
            byte[] seal,
            JsonNode more,
            @Nullable Order before) {}

    /// The same endpoints as the lambdas below.
    public static final class Shop {
        @GET("/0/orders/{id}")
        @EndpointOptions(summary = "one order")
        public Order order(@Param("id") long id, @Param("full") @Nullable Boolean full) {
            throw new UnsupportedOperationException(id + " " + full);
        }

        @PUT("/0/orders/{id}")
        public void replace(@Param("id") long id, @Body Order order, Context call) {}

        @POST("/0/orders")
        public Map<String, Integer> add(
                @Param("article") String article, @Param(value = "count", fallback = "1") int n) {
            return Map.of(article, n);
        }

        @JsonRpcMethod("count")
        public int count(
                @JsonRpcParam("state") State state,
                @JsonRpcParam("after") @Nullable Instant after) {
            return state == State.OPEN ? 1 : 0;
        }
    }

    private static JsonNode schema(String endpoint) {
        Endpoint found =
                EndpointTable.builder().serve(new Shop()).build().endpoints().stream()
                        .filter(one -> one.name().equals(endpoint))
                        .findFirst()
                        .orElseThrow();
        return tree(found.schema());
    }

    private static JsonNode tree(@Nullable JsonText text) {
        assertNotNull(text);
        try {
            return JSON.readTree(text.toBytes());
        } catch (IOException e) {
            throw new AssertionError(text.toString(), e);
        }
    }

    /// The part as a schema of its own, held against the rules of JSON Schema first.
    private static JsonSchema part(JsonNode whole, String part) {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        ObjectNode schema = whole.path(part).deepCopy();
        if (whole.has("$defs")) {
            schema.set("$defs", whole.path("$defs"));
        }
        JsonSchema rules =
                factory.getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));
        assertEquals("[]", rules.validate(schema).toString(), schema.toString());
        return factory.getSchema(schema);
    }

    private static boolean fits(JsonSchema schema, Object value) {
        return schema.validate(JSON.valueToTree(value)).isEmpty();
    }

    private static Order order(@Nullable Order before) {
        Line line = new Line("pen", 2, new BigDecimal("1.10"), null);
        return new Order(
                7,
                State.OPEN,
                List.of(line),
                Map.of("pen", line),
                new byte[] {1, 2},
                JSON.createArrayNode().add(1),
                before);
    }

    @Test
    void anAnswerThatJacksonWritesFitsItsSchema() {
        JsonNode whole = schema("GET /0/orders/{id}");
        assertEquals("one order", whole.path("summary").asText());
        JsonSchema answer = part(whole, "answer");
        assertTrue(fits(answer, order(order(null))), whole.toString());
        ObjectNode wrong = JSON.valueToTree(order(null));
        assertFalse(fits(answer, wrong.put("state", "LOST")));
        assertFalse(fits(answer, wrong.put("state", "OPEN").put("id", "seven")));
    }

    @Test
    void valuesOfPathAndQueryAreParams() {
        JsonNode whole = schema("GET /0/orders/{id}");
        assertEquals("integer", whole.at("/params/properties/id/type").asText());
        assertEquals("boolean", whole.at("/params/properties/full/type").asText());
        assertEquals("[\"id\"]", whole.at("/params/required").toString());
        assertTrue(whole.path("body").isMissingNode());
    }

    @Test
    void aBodyIsWholeOrPutTogetherFromNamedValues() {
        JsonNode whole = schema("PUT /0/orders/{id}");
        assertTrue(fits(part(whole, "body"), order(null)));
        assertTrue(whole.path("answer").isMissingNode(), "nothing comes back");
        JsonNode parts = schema("POST /0/orders");
        JsonSchema body = part(parts, "body");
        assertTrue(fits(body, Map.of("article", "pen")));
        assertFalse(fits(body, Map.of("count", 1)), "article is needed");
        assertTrue(fits(part(parts, "answer"), Map.of("pen", 1)));
        assertFalse(fits(part(parts, "answer"), Map.of("pen", "one")));
    }

    @Test
    void paramsOfAMethodComeByNameOrByPosition() {
        JsonSchema params = part(schema("count"), "body");
        assertTrue(fits(params, Map.of("state", "OPEN")));
        assertTrue(fits(params, List.of("OPEN", "2026-01-01T00:00:00Z")));
        assertFalse(fits(params, List.of("LOST")));
        assertFalse(fits(params, List.of()));
        assertFalse(fits(params, Map.of("after", "2026-01-01T00:00:00Z")));
    }

    @Test
    void bothStylesSayTheSame() {
        Options options =
                Options.usual()
                        .summary("one order")
                        .param("id", long.class)
                        .takes(Order.class)
                        .answers(Order.class);
        EndpointTable table =
                EndpointTable.builder().route("PUT", "/0/x/{id}", call -> 1, options).build();
        JsonNode whole = tree(table.endpoints().getFirst().schema());
        assertEquals(schema("GET /0/orders/{id}").path("answer"), whole.path("answer"));
        assertEquals("one order", whole.path("summary").asText());
        assertTrue(fits(part(whole, "body"), order(null)));
    }

    @Test
    void whoSaysNothingAnnouncesNothing() {
        EndpointTable table = EndpointTable.builder().rpc("x", call -> 1, Options.usual()).build();
        assertNull(table.endpoints().getFirst().schema());
    }

    @Test
    void whatCannotBeDescribedIsAnyJson() {
        Type strange = new Type() {};
        EndpointTable table =
                EndpointTable.builder()
                        .rpc("x", call -> 1, Options.usual().answers(strange))
                        .build();
        assertEquals("{}", tree(table.endpoints().getFirst().schema()).path("answer").toString());
    }

    /// A type with more names than fit.
    private static Options wide() {
        Options options = Options.usual();
        for (String name : Stream.iterate("n", n -> n + "n").limit(200).toList()) {
            options = options.param(name, Optional.class);
        }
        return options;
    }

    @Test
    void whatIsTooMuchIsLeftOut() {
        EndpointTable table = EndpointTable.builder().rpc("x", call -> 1, wide()).build();
        assertNull(table.endpoints().getFirst().schema());
    }
}
