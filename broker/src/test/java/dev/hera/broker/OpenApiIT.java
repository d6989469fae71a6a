package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.worker.Worker;
import dev.hera.worker.api.Options;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;

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

/// What is announced, as OpenAPI, read by a library that others keep.
class OpenApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatIsAnnouncedIsDescribed(@TempDir Path data) throws Exception {
        try (LocalPlatform hera = new LocalPlatform.Opener().start(1, data);
                HttpClient client = HttpClient.newHttpClient();
                Worker worker =
                        Worker.named("described")
                                .get("/0/books/{number}", call -> 1)
                                .delete("/0/books/{id}", call -> 1)
                                .get("/0/files/*", Options.usual().idempotent(), call -> 1)
                                .post("/0/leads", Options.usual().accept(), call -> 1)
                                .rpc("sum", call -> 1)
                                .rpc("stock.count", call -> 1)
                                .zookeeper(hera.zookeeper())
                                .secret(hera.secretFor("described"))
                                .start()) {
            assertEquals(1, worker.links().size());
            String text = document(hera, client);
            SwaggerParseResult read = new OpenAPIV3Parser().readContents(text);
            assertEquals(List.of(), read.getMessages());
            assertEquals("3.1.0", read.getOpenAPI().getOpenapi());
            Set<String> paths = new TreeSet<>(read.getOpenAPI().getPaths().keySet());
            assertEquals(4, paths.size(), paths.toString());
            assertTrue(paths.containsAll(Set.of("/0/files/{rest}", "/0/leads", "/rpc")), text);
            JsonNode json = JSON.readTree(text);
            JsonNode methods = json.at("/paths/~1rpc/post/x-hera-methods");
            assertEquals(2, methods.size());
            assertTrue(json.at("/paths/~10~1leads/post/x-hera/accept").asBoolean());
            assertTrue(json.at("/paths/~10~1files~1{rest}/get/x-hera/idempotent").asBoolean());
        }
    }

    private static String document(LocalPlatform hera, HttpClient client) throws Exception {
        int port = hera.running().getFirst().node().linkPort();
        URI uri = URI.create("http://127.0.0.1:" + port + "/_hera/api/openapi.json");
        HttpRequest bare = HttpRequest.newBuilder(uri).build();
        assertEquals(401, client.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode());
        HttpRequest asked =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + hera.token())
                        .build();
        HttpResponse<String> answer = client.send(asked, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
        return answer.body();
    }
}
