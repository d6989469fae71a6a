package dev.hera.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Reply;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The worker that the suite asks for, with the Java SDK: `ops/docs/conformance.md` says what each
/// endpoint does.
public final class JavaSubject {
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    private JavaSubject() {}

    public static void main(String[] args) {
        JavaSubject subject = new JavaSubject();
        Asking asking = new Asking();
        Worker worker =
                Worker.named("conformance")
                        .post("/conformance/echo", JavaSubject::echo)
                        .get("/conformance/about/{name}", JavaSubject::about)
                        .post("/conformance/about/{name}", JavaSubject::about)
                        .post("/conformance/answer", JavaSubject::answer)
                        .post("/conformance/fail", JavaSubject::fail)
                        .post("/conformance/sleep", subject::sleep)
                        .get("/conformance/counts", call -> subject.counts())
                        .post("/conformance/big", JavaSubject::big)
                        .post("/conformance/remote", Asking::remote)
                        .post("/conformance/settle", asking::settle)
                        .put("/conformance/thing/{id}", JavaSubject::thing)
                        .patch("/conformance/thing/{id}", JavaSubject::thing)
                        .delete("/conformance/thing/{id}", JavaSubject::thing)
                        .get("/conformance/files/*", call -> Map.of("rest", call.path("*")))
                        .rpc("conformance.echo", JavaSubject::echo)
                        .rpc("conformance.subtract", JavaSubject::subtract)
                        .rpc("conformance.fail", JavaSubject::failRpc)
                        .start();
        asking.started(worker);
        worker.awaitClose();
    }

    private static Object echo(Context call) {
        if (!call.hasBody()) {
            return call.endpoint().startsWith("POST") ? nothing(call) : Map.of();
        }
        String type = call.contentType().orElse("application/octet-stream");
        return Reply.of(call.endpoint().startsWith("POST") ? type : Reply.JSON, call.bytes());
    }

    private static Object nothing(Context call) {
        call.status(204);
        return "";
    }

    private static Object about(Context call) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("name", call.path("name"));
        about.put("path", call.path());
        about.put("query", call.query());
        about.put("headers", call.headers());
        about.put("caller", call.caller());
        about.put("attempt", call.attempt());
        about.put("uuid", call.uuid().toString());
        about.put("root", call.root().toString());
        about.put("parent", call.parent().map(Object::toString).orElse(""));
        about.put("replay", call.isReplay());
        about.put("receivedAt", call.receivedAt().toEpochMilli());
        about.put("leftMs", call.timeLeft().toMillis());
        about.put("contentType", call.contentType().orElse(""));
        return about;
    }

    private static Object answer(Context call) {
        JsonNode wanted = call.tree();
        call.status(wanted.path("status").asInt(200));
        for (Map.Entry<String, JsonNode> header : wanted.path("headers").properties()) {
            header.getValue().forEach(value -> call.addHeader(header.getKey(), value.asText()));
        }
        String text = wanted.path("text").asText("");
        return Reply.of(
                wanted.path("contentType").asText("text/plain"),
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static Object fail(Context call) {
        JsonNode wanted = call.tree();
        if (wanted.path("crash").asBoolean()) {
            throw new IllegalStateException("the secret of the handler");
        }
        throw new CallException(wanted.path("status").asInt(), wanted.path("message").asText());
    }

    private static Object failRpc(Context call) {
        JsonNode wanted = call.tree();
        throw new CallException(400, wanted.path("code").asInt(), wanted.path("message").asText());
    }

    private Object sleep(Context call) {
        long ms = call.param("ms", Long.class);
        started.incrementAndGet();
        long end = System.nanoTime() + ms * 1_000_000;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
            if (Thread.interrupted()) {
                cancelled.incrementAndGet();
                throw new CallException(499, "cancelled");
            }
        }
        return Map.of("slept", ms);
    }

    private Map<String, Integer> counts() {
        return Map.of("started", started.get(), "cancelled", cancelled.get());
    }

    private static Object big(Context call) {
        int bytes = call.param("bytes", Integer.class);
        return call.param("as", String.class, "json").equals("json")
                ? Reply.json(('"' + "x".repeat(bytes - 2) + '"').getBytes(StandardCharsets.UTF_8))
                : Reply.of("application/octet-stream", new byte[bytes]);
    }

    private static Object thing(Context call) {
        return Map.of("endpoint", call.endpoint(), "id", call.path("id"));
    }

    private static Object subtract(Context call) {
        JsonNode numbers = call.tree();
        return numbers.isArray()
                ? numbers.path(0).asLong() - numbers.path(1).asLong()
                : numbers.path("a").asLong() - numbers.path("b").asLong();
    }
}
