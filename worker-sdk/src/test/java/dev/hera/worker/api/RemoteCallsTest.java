package dev.hera.worker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.wire.Body;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.wire.Load;
import dev.hera.worker.api.remote.RemoteAnswer;
import dev.hera.worker.api.remote.RemoteCall;
import dev.hera.worker.api.remote.RemoteCalls;
import dev.hera.worker.api.remote.RemoteException;
import dev.hera.worker.api.remote.RemoteException.Outcome;
import dev.hera.worker.api.remote.Way;
import dev.hera.worker.talk.Heard;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

class RemoteCallsTest {
    private static final UUID ID = UUID.fromString("0199a000-0000-7000-8000-000000000001");
    private static final UUID ROOT = UUID.fromString("0199a000-0000-7000-8000-000000000002");
    private static final ObjectMapper MAPPER = Json.fresh();
    private final ScriptedWay way = new ScriptedWay();

    /// Answers what it was told to, in order, and remembers what it was asked.
    private static final class ScriptedWay implements Way {
        private final Deque<Heard> script = new ArrayDeque<>();
        private final List<Frame.RemoteCall> asked = new ArrayList<>();

        @Override
        public Heard ask(LongFunction<Frame.Request> call, UUID parent, Duration within) {
            assertEquals(ID, parent);
            asked.add(assertInstanceOf(Frame.RemoteCall.class, call.apply(7)));
            return script.size() > 1 ? script.pop() : script.element();
        }
    }

    /// Takes a question and never answers; an interrupt is all that ends it.
    private static final class DeafWay implements Way {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch takenBack = new CountDownLatch(1);

        @Override
        public Heard ask(LongFunction<Frame.Request> call, UUID parent, Duration within)
                throws InterruptedException {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                takenBack.countDown();
                throw e;
            }
            throw new AssertionError();
        }
    }

    private static Frame.Invoke parent() {
        return new Frame.Invoke(
                1,
                "GET /0/x",
                ID,
                1,
                "/0/x",
                "",
                Map.of("traceparent", "00-aa-bb-01", "accept", "text/html"),
                Body.NONE,
                null,
                "acme",
                5000,
                Instant.EPOCH,
                ROOT,
                null,
                false,
                false,
                3);
    }

    private RemoteCalls calls(Duration left) {
        return new RemoteCalls(parent(), left, way, MAPPER);
    }

    private RemoteCall call(String endpoint) {
        return calls(Duration.ofSeconds(5)).to(endpoint);
    }

    private static Heard answer(int status, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Body body = new Body.Json(JsonText.proved(bytes).orElseThrow());
        Map<String, List<String>> headers =
                Map.of(
                        "x-request-uuid", List.of(ROOT.toString()),
                        "hera-worker", List.of("w1"),
                        "hera-outcome", List.of("answered"));
        return new Heard.Replied(
                new Frame.Answer(7, status, headers, body, "application/json", Load.NONE));
    }

    private static Heard failure(int code, String outcome) {
        Frame.Told told = new Frame.Told(ROOT, outcome, "w1");
        return new Heard.Replied(new Frame.Failure(7, code, "why", null, told));
    }

    private RemoteException failed(RemoteCall call) {
        return assertThrows(RemoteException.class, call::send);
    }

    @Test
    void valuesGoWhereTheEndpointHasAPlaceForThem() {
        way.script.add(answer(200, "1"));
        call("GET /0/a/{id}/b").with("id", "x/y z").with("q", List.of(1, "ä&")).send();
        call("POST /0/a/{id}").with(Map.of("id", 7)).with("m", null).query("q", 1).send();
        call("sum").params(1, "b").send();
        call("sum").with("a", 1).send();
        call("PUT /0/a").body(List.of()).send();
        call("DELETE /0/a").send();
        seen(0, "GET /0/a/{id}/b", "/0/a/x%2Fy%20z/b", "q=1&q=%C3%A4%26", "");
        seen(1, "POST /0/a/{id}", "/0/a/7", "q=1", "{\"m\":null}");
        seen(2, "sum", "", "", "[1,\"b\"]");
        seen(3, "sum", "", "", "{\"a\":1}");
        seen(4, "PUT /0/a", "/0/a", "", "[]");
        seen(5, "DELETE /0/a", "/0/a", "", "");
    }

    private void seen(int index, String endpoint, String path, String query, String body) {
        Frame.RemoteCall frame = way.asked.get(index);
        assertEquals(endpoint, frame.endpoint());
        assertEquals(path, frame.path());
        assertEquals(query, frame.query());
        assertEquals(body, new String(frame.body().toBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void theChainGoesAlong() {
        way.script.add(answer(200, "1"));
        call("sum").onBehalf().within(Duration.ofSeconds(1)).send();
        call("sum").within(Duration.ofMinutes(1)).send();
        Frame.RemoteCall frame = way.asked.getFirst();
        assertEquals(ROOT, frame.root());
        assertEquals(ID, frame.parent());
        assertEquals(3, frame.depth());
        assertTrue(frame.onBehalf());
        assertEquals(Map.of("traceparent", "00-aa-bb-01"), frame.headers());
        assertTrue(frame.deadlineMs() <= 1000, frame.deadlineMs() + " ms");
        assertTrue(way.asked.getLast().deadlineMs() <= 5000, "longer than its caller waits");
    }

    @Test
    void anAnswerIsReadOnlyWhenItIsOne() {
        way.script.add(answer(200, "{\"a\":1}"));
        RemoteAnswer answer = call("sum").send();
        assertEquals(ROOT, answer.uuid());
        assertEquals("w1", answer.worker());
        assertFalse(answer.isAccepted());
        assertEquals(1, answer.tree().get("a").asInt());
        assertEquals(Outcome.ANSWERED, unread(answer, int.class).outcome());
        way.script.clear();
        way.script.add(answer(404, "{}"));
        assertEquals(404, unread(call("sum").send(), Map.class).code());
    }

    private static RemoteException unread(RemoteAnswer answer, Class<?> type) {
        return assertThrows(RemoteException.class, () -> answer.as(type));
    }

    @Test
    void whatIsCertainIsSaid() {
        way.script.add(failure(ErrorCode.DEADLINE, "not-executed"));
        way.script.add(failure(ErrorCode.DEADLINE, "unknown"));
        way.script.add(failure(42, "answered"));
        way.script.add(new Heard.NotSent("no broker is linked"));
        way.script.add(new Heard.Unanswered("the link is gone"));
        assertEquals(Outcome.NOT_EXECUTED, failed(call("sum")).outcome());
        assertEquals(Outcome.UNKNOWN, failed(call("sum")).outcome());
        assertEquals(42, failed(call("sum")).code());
        assertEquals(Outcome.NOT_EXECUTED, failed(call("sum")).outcome());
        RemoteException lost = failed(call("sum"));
        assertEquals(Outcome.UNKNOWN, lost.outcome());
        assertEquals(ErrorCode.WORKER_LOST, lost.code());
    }

    @Test
    void aLostBrokerIsAskedElsewhereOnlyWhenTwiceDoesNoHarm() {
        way.script.add(new Heard.Unanswered("the link is gone"));
        way.script.add(answer(200, "5"));
        assertEquals(5, call("sum").idempotent().as(int.class));
        assertEquals(2, way.asked.size());
        way.script.addFirst(new Heard.Unanswered("the link is gone"));
        assertEquals(Outcome.UNKNOWN, failed(call("sum")).outcome());
        assertEquals(3, way.asked.size());
    }

    @Test
    void withoutTimeNothingIsAsked() {
        RemoteException late = failed(calls(Duration.ZERO).to("sum"));
        assertEquals(Outcome.NOT_EXECUTED, late.outcome());
        assertEquals(ErrorCode.DEADLINE, late.code());
        assertEquals(List.of(), way.asked);
    }

    @Test
    void anInterruptTakesTheCallBackAndStays() {
        RemoteCalls calls =
                new RemoteCalls(parent(), Duration.ofSeconds(30), new DeafWay(), MAPPER);
        Thread.currentThread().interrupt();
        assertEquals(Outcome.UNKNOWN, failed(calls.to("sum")).outcome());
        assertTrue(Thread.interrupted());
    }

    @Test
    void noCallOutlivesItsHandler() throws Exception {
        DeafWay deaf = new DeafWay();
        CompletableFuture<RemoteAnswer> future;
        try (RemoteCalls calls = new RemoteCalls(parent(), Duration.ofSeconds(30), deaf, MAPPER)) {
            future = calls.to("sum").later();
            assertTrue(deaf.asked.await(10, TimeUnit.SECONDS));
        }
        assertTrue(deaf.takenBack.await(10, TimeUnit.SECONDS));
        assertThrows(CompletionException.class, future::join);
    }

    @Test
    void aCancelledFutureTakesTheCallBack() throws Exception {
        DeafWay deaf = new DeafWay();
        RemoteCalls calls = new RemoteCalls(parent(), Duration.ofSeconds(30), deaf, MAPPER);
        CompletableFuture<RemoteAnswer> future = calls.to("sum").later();
        assertTrue(deaf.asked.await(10, TimeUnit.SECONDS));
        assertTrue(future.cancel(true));
        assertTrue(deaf.takenBack.await(10, TimeUnit.SECONDS));
        assertThrows(CancellationException.class, future::join);
    }

    @Test
    void whatIsNoEndpointIsSaidAtOnce() {
        for (String wrong : List.of("", "GET x", "GET /a b", " a")) {
            assertThrows(IllegalArgumentException.class, () -> call(wrong), wrong);
        }
        assertThrows(IllegalArgumentException.class, () -> call("GET /a/{id}").send());
    }
}
