package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;

import dev.hera.worker.Worker;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.annotation.Body;
import dev.hera.worker.api.annotation.EndpointOptions;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.PUT;
import dev.hera.worker.api.annotation.Param;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What is announced, as OpenAPI 3.1: read by a library that others keep, held against the rules of
/// JSON Schema, and real calls held against it.
class OpenApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static HttpClient client;
    private static LocalPlatform hera;
    private static Worker worker;
    private static JsonNode document;

    /// A page of a book knows the book's other pages.
    public record Leaf(int number, @Nullable Leaf next) {}

    /// A book.
    public record Book(String title, List<Leaf> leaves, @Nullable String author) {}

    /// Says by its signatures what goes in and comes out.
    public static final class Library {
        @GET("/0/books/{number}")
        @EndpointOptions(summary = "one book")
        public Book book(@Param("number") int number, @Param("full") @Nullable Boolean full) {
            return new Book("no " + number, List.of(new Leaf(1, null)), null);
        }

        @PUT("/0/books/{number}")
        public Book replace(@Param("number") int number, @Body Book book) {
            return new Book(book.title() + number, book.leaves(), book.author());
        }

        @JsonRpcMethod("stock.count")
        public int count(
                @JsonRpcParam("title") String title, @JsonRpcParam("leaf") @Nullable Leaf leaf) {
            return title.length() + (leaf == null ? 0 : 1);
        }
    }

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        client = HttpClient.newHttpClient();
        hera = new LocalPlatform.Opener().start(1, data);
        worker =
                Worker.named("described")
                        .serve(new Library())
                        .delete("/0/books/{id}", call -> 1)
                        .get("/0/files/*", Options.usual().idempotent(), call -> 1)
                        .post("/0/leads", Options.usual().accept().takes(Leaf.class), call -> 1)
                        .rpc("sum", call -> 1)
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("described"))
                        .start();
        assertEquals(1, worker.links().size());
        document = JSON.readTree(text());
    }

    @AfterAll
    static void stop() {
        worker.close();
        hera.close();
        client.close();
    }

    private static URI operators(String path) {
        int port = hera.running().getFirst().node().linkPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String text() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(operators("/_hera/api/openapi.json")));
        assertEquals(200, answer.statusCode());
        assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
        return answer.body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder call) throws Exception {
        call.header("Authorization", "Bearer " + hera.token());
        return client.send(call.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String method, String path, String json)
            throws Exception {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(json);
        URI at = hera.brokers().getFirst().resolve(path);
        return send(
                HttpRequest.newBuilder(at)
                        .header("Content-Type", "application/json")
                        .method(method, body));
    }

    /// A schema of the document, with all that it may refer to.
    private static JsonSchema schema(String pointer) {
        JsonNode at = document.at(pointer);
        assertTrue(at.isObject(), pointer + " is missing");
        ObjectNode whole = at.deepCopy();
        whole.set("components", document.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    }

    private static void fits(String pointer, String json) throws JsonProcessingException {
        Object faults = schema(pointer).validate(JSON.readTree(json));
        assertEquals("[]", faults.toString(), pointer + " and " + json);
    }

    private static void misfits(String pointer, String json) throws JsonProcessingException {
        assertFalse(schema(pointer).validate(JSON.readTree(json)).isEmpty(), pointer);
    }

    @Test
    void aKeptParserReadsItWithoutComplaint() throws Exception {
        SwaggerParseResult read = new OpenAPIV3Parser().readContents(document.toString());
        assertEquals(List.of(), read.getMessages());
        assertEquals("3.1.0", read.getOpenAPI().getOpenapi());
        Set<String> paths = new TreeSet<>(read.getOpenAPI().getPaths().keySet());
        assertEquals(4, paths.size(), paths.toString());
        assertTrue(paths.containsAll(Set.of("/0/files/{rest}", "/0/leads", "/rpc")));
        assertTrue(read.getOpenAPI().getComponents().getSecuritySchemes().containsKey("bearer"));
        HttpRequest bare = HttpRequest.newBuilder(operators("/_hera/api/openapi.json")).build();
        assertEquals(401, client.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    void everySchemaKeepsToTheRulesOfJsonSchema() {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        JsonSchema rules =
                factory.getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));
        List<JsonNode> schemas = document.findValues("schema");
        document.at("/components/schemas").forEach(schemas::add);
        assertTrue(schemas.size() > 15, "only " + schemas.size());
        for (JsonNode schema : schemas) {
            assertEquals("[]", rules.validate(schema).toString(), schema.toString());
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<JsonNode> references = document.findValues("$ref");
        assertTrue(references.size() > 10, "only " + references.size());
        for (JsonNode reference : references) {
            assertTrue(reference.asText().startsWith("#/"), reference.asText());
            JsonNode target = document.at(reference.asText().substring(1));
            assertFalse(target.isMissingNode(), reference.asText());
        }
    }

    @Test
    void whatIsSentAndAnsweredFitsTheSchemas() throws Exception {
        String put = "/paths/~10~1books~1{id}/put";
        String book = "{\"title\":\"a\",\"leaves\":[{\"number\":1,\"next\":{\"number\":2}}]}";
        String body = "/requestBody/content/application~1json/schema";
        String answer = "/responses/200/content/application~1json/schema";
        fits(put + body, book);
        misfits(put + body, "{\"title\":7}");
        fits(put + answer, post("PUT", "/0/books/7", book).body());
        URI at = hera.brokers().getFirst().resolve("/0/books/7");
        fits("/paths/~10~1books~1{id}/get" + answer, send(HttpRequest.newBuilder(at)).body());
        String problem = "/components/responses/Problem/content/application~1problem+json/schema";
        URI nowhere = hera.brokers().getFirst().resolve("/9/nowhere");
        fits(problem, send(HttpRequest.newBuilder(nowhere)).body());
    }

    @Test
    void jsonRpcFitsTheSchemas() throws Exception {
        String call = "/paths/~1rpc/post/requestBody/content/application~1json/schema";
        String count =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"stock.count\","
                        + "\"params\":{\"title\":\"ab\"}}";
        fits(call, count);
        fits(call, "[" + count + "]");
        misfits(call, count.replace("stock.count", "nobody"));
        misfits(call, count.replace("\"ab\"", "7"));
        String answer = "/paths/~1rpc/post/responses/200/content/application~1json/schema";
        fits(answer, post("POST", "/rpc", "[" + count + "]").body());
        fits(answer, post("POST", "/rpc", count.replace("stock.count", "nobody")).body());
        JsonNode methods = document.at("/paths/~1rpc/post/x-hera-methods");
        assertEquals(2, methods.size());
        assertEquals("integer", methods.at("/stock.count/result/type").asText());
    }

    @Test
    void paramsSummaryAndPromisesAreThere() {
        JsonNode get = document.at("/paths/~10~1books~1{id}/get");
        assertEquals("one book", get.path("summary").asText());
        assertEquals("id path integer true", parameter(get.at("/parameters/0")));
        assertEquals("full query boolean false", parameter(get.at("/parameters/1")));
        JsonNode delete = document.at("/paths/~10~1books~1{id}/delete");
        assertEquals("id path string true", parameter(delete.at("/parameters/0")));
        assertTrue(document.at("/paths/~10~1leads/post/x-hera/accept").asBoolean());
        assertTrue(document.at("/paths/~10~1leads/post/responses/202").isObject());
        assertTrue(document.at("/paths/~10~1files~1{rest}/get/x-hera/idempotent").asBoolean());
    }

    private static String parameter(JsonNode one) {
        return "%s %s %s %s"
                .formatted(
                        one.path("name").asText(),
                        one.path("in").asText(),
                        one.at("/schema/type").asText(),
                        one.path("required").asText());
    }

    @Test
    void thePageLoadsNothingButItself() throws Exception {
        for (String path : List.of("openapi", "openapi.css", "openapi.js")) {
            HttpRequest call = HttpRequest.newBuilder(operators("/_hera/admin/" + path)).build();
            HttpResponse<String> answer = client.send(call, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), path);
            String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none';"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertFalse(answer.body().matches("(?s).*https?://.*"), path + " names a foreign one");
            assertFalse(answer.body().contains("innerHTML"), path);
        }
    }
}
