package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;
import dev.hera.worker.test.HeraExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// The JUnit extension as a worker's author uses it, and what a handler may do.
class ExtensionIT {
    @RegisterExtension
    static final HeraExtension HERA =
            HeraExtension.serving(
                    () ->
                            Worker.named("greeter")
                                    .get("/0/hello/{name}", call -> "Hello, " + call.path("name"))
                                    .post("/0/merged/{a}", call -> call.params())
                                    .get(
                                            "/0/teapot",
                                            call -> {
                                                call.header("x-short", "and stout");
                                                call.status(418);
                                                return Map.of("tea", true);
                                            })
                                    .get("/0/fails", call -> fail())
                                    .get("/0/told", call -> told())
                                    .get("/0/nothing", call -> null));

    private static String fail() {
        throw new IllegalStateException("the handler's own secret");
    }

    private static String told() {
        throw new CallException(409, "taken already");
    }

    @Test
    void aHandlersValueIsTheAnswer() {
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> answer = HERA.get("/0/hello/you");
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals("\"Hello, you\"", answer.body());
        }
    }

    @Test
    void pathQueryAndBodyComeMerged() {
        HttpResponse<String> answer = HERA.post("/0/merged/1?b=2", "{\"c\":3}");
        assertEquals(200, answer.statusCode(), answer.body());
        for (String part : List.of("\"a\"", "\"b\"", "\"c\"")) {
            assertTrue(answer.body().contains(part), answer.body());
        }
    }

    @Test
    void aHandlerSetsStatusAndHeaders() {
        HttpResponse<String> answer = HERA.get("/0/teapot");
        assertEquals(418, answer.statusCode());
        assertEquals("and stout", answer.headers().firstValue("x-short").orElse(""));
        assertEquals(204, HERA.get("/0/nothing").statusCode());
    }

    @Test
    void aHandlersErrorIsAnErrorWithoutItsText() {
        HttpResponse<String> failed = HERA.get("/0/fails");
        assertEquals(500, failed.statusCode());
        assertEquals("answered", failed.headers().firstValue("Hera-Outcome").orElse(""));
        assertTrue(!failed.body().contains("secret"), failed.body());
        HttpResponse<String> told = HERA.get("/0/told");
        assertEquals(409, told.statusCode(), told.body());
        assertTrue(told.body().contains("taken already"), told.body());
    }

    @Test
    void endpointsCanBeOthersWhileItRuns() throws InterruptedException {
        try (Worker worker =
                Worker.named("changing")
                        .zookeeper(HERA.platform().zookeeper())
                        .secret(HERA.platform().secretFor("changing"))
                        .get("/1/old", call -> "old")
                        .start()) {
            awaitStatus(200, "/1/old");
            worker.change(change -> change.remove("GET /1/old").get("/1/new", call -> "new"));
            for (int broker = 0; broker < 2; broker++) {
                awaitStatus(200, "/1/new");
                awaitStatus(503, "/1/old");
            }
        }
    }

    private static void awaitStatus(int status, String path) {
        Instant end = Instant.now().plusSeconds(5);
        while (HERA.get(path).statusCode() != status) {
            assertTrue(Instant.now().isBefore(end), path + " never gives " + status);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
