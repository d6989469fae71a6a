package dev.hera.worker.rpc;

import static dev.hera.worker.rpc.Calls.LEFT;
import static dev.hera.worker.rpc.Calls.answer;
import static dev.hera.worker.rpc.Calls.failure;
import static dev.hera.worker.rpc.Calls.json;
import static dev.hera.worker.rpc.Calls.rest;
import static dev.hera.worker.rpc.Calls.rpc;
import static dev.hera.worker.rpc.Calls.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.accept.Acceptance;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Json;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.RecordMode;
import dev.hera.worker.api.Reply;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class EndpointTableTest {
    private static final Options USUAL = Options.usual();

    @Test
    void optionsAreAnnounced() {
        Options options =
                USUAL.accept()
                        .record(RecordMode.AHEAD)
                        .idempotent()
                        .timeout(Duration.ofSeconds(2))
                        .maxInFlight(3)
                        .sensitive("/card/number")
                        .sensitive("/cvc");
        EndpointTable table =
                EndpointTable.builder().route("POST", "/x", call -> 1, options).build();
        assertEquals(
                List.of(
                        new Endpoint(
                                "POST /x",
                                Acceptance.USUAL,
                                Endpoint.RecordMode.AHEAD,
                                true,
                                Duration.ofSeconds(2),
                                3,
                                List.of("/card/number", "/cvc"))),
                table.endpoints());
    }

    @Test
    void middlewareStandsAroundInItsOrder() {
        List<String> steps = new ArrayList<>();
        EndpointTable table =
                EndpointTable.builder()
                        .route("GET", "/x", call -> steps.add("handler"), USUAL)
                        .use((call, next) -> around(steps, "outer", next.handle(call)))
                        .use(
                                (call, next) -> {
                                    steps.add("before");
                                    call.attach(String.class, "left for the handler");
                                    return next.handle(call);
                                })
                        .build();
        assertEquals("true", text(table.run(rest("GET /x", "/x"), LEFT)));
        assertEquals(List.of("before", "handler", "outer"), steps);
    }

    private static @Nullable Object around(
            List<String> steps, String step, @Nullable Object value) {
        steps.add(step);
        return value;
    }

    @Test
    void middlewareMayAnswerInPlaceOfTheHandler() {
        Handler never =
                call -> {
                    throw new AssertionError("reached");
                };
        EndpointTable table =
                EndpointTable.builder()
                        .use((call, next) -> call.status(403).caller())
                        .route("GET", "/x", never, USUAL)
                        .rpc("x", never, USUAL)
                        .build();
        Frame.Answer answer = answer(table.run(rest("GET /x", "/x"), LEFT));
        assertEquals(403, answer.status());
        assertEquals("\"token-7\"", text(table.run(rpc("x", ""), LEFT)));
    }

    @Test
    void middlewareMayTurnAnExceptionIntoAnAnswer() {
        EndpointTable table =
                EndpointTable.builder()
                        .use(
                                (call, next) -> {
                                    try {
                                        return next.handle(call);
                                    } catch (IllegalStateException e) {
                                        throw new CallException(409, "try later");
                                    }
                                })
                        .route("GET", "/x", call -> fail(), USUAL)
                        .build();
        assertEquals(409, answer(table.run(rest("GET /x", "/x"), LEFT)).status());
    }

    private static Object fail() {
        throw new IllegalStateException("not told");
    }

    @Test
    void bytesOfAnyKindGoOutAsTheyAre() {
        byte[] gif = {'G', 'I', 'F', 0, (byte) 0xff};
        Frame.Answer answer = run(call -> Reply.of("image/gif", gif));
        assertArrayEquals(gif, answer.body().toBytes());
        assertEquals("image/gif", answer.contentType());
    }

    @Test
    void writtenJsonIsSplicedAndBrokenJsonTravelsAsBytes() {
        byte[] good = "{ \"a\" : 1.0 }".getBytes(StandardCharsets.UTF_8);
        byte[] bad = "{\"a\":".getBytes(StandardCharsets.UTF_8);
        assertInstanceOf(Body.Json.class, run(call -> Reply.json(good)).body());
        Body body = run(call -> Reply.json(bad)).body();
        assertArrayEquals(bad, assertInstanceOf(Body.Binary.class, body).toBytes());
    }

    @Test
    void aTextIsAJsonString() {
        Frame.Answer answer = run(call -> "a \"b\" é");
        assertEquals("\"a \\\"b\\\" é\"", text(answer));
        assertEquals("application/json", answer.contentType());
    }

    @Test
    void noBodyGoesOutWith304() {
        assertEquals(Body.NONE, run(call -> call.status(304).endpoint()).body());
    }

    @Test
    void aValueThatHasNoJsonIsAnInternalError() {
        List<Object> selfish = new ArrayList<>();
        selfish.add(selfish);
        Object deep = 1;
        for (int i = 0; i < 101; i++) {
            deep = List.of(deep);
        }
        for (Object value :
                List.of(selfish, deep, new Object(), Map.of("n", BigInteger.TEN.pow(1001)))) {
            Frame.Failure failure = failure(reply(call -> value));
            assertEquals(ErrorCode.INTERNAL_ERROR, failure.code());
            assertEquals("internal error", failure.message());
        }
    }

    @Test
    void errorsAndInterruptsOfAHandlerStayInside() {
        List<Handler> handlers =
                List.of(
                        call -> {
                            throw new AssertionError("secret");
                        },
                        call -> {
                            throw new StackOverflowError("secret");
                        },
                        call -> {
                            throw new IOException("secret");
                        },
                        call -> {
                            throw new InterruptedException("secret");
                        },
                        call -> call.header("Content-Length", "3"),
                        call -> call.status(99),
                        call -> call.path("nobody"));
        for (Handler handler : handlers) {
            Frame.Failure failure = failure(reply(handler));
            assertEquals(ErrorCode.INTERNAL_ERROR, failure.code());
            assertTrue(!failure.message().contains("secret"), failure.message());
        }
    }

    @Test
    void anEndpointThatIsNotHereIsSaidToBeNone() {
        EndpointTable table = EndpointTable.builder().build();
        Frame.Failure failure = failure(table.run(rpc("toString", ""), LEFT));
        assertEquals(ErrorCode.NO_SUCH_ENDPOINT, failure.code());
    }

    @Test
    void aPathOfAnotherEndpointIsRefused() {
        EndpointTable table = EndpointTable.builder().route("GET", "/a/{b}", c -> 1, USUAL).build();
        for (String path : List.of("/a", "/a/b/c", "/c/b", "/a%2Fb")) {
            Frame.Failure failure = failure(table.run(rest("GET /a/{b}", path), LEFT));
            assertEquals(ErrorCode.INVALID_REQUEST, failure.code(), path);
        }
        assertEquals(400, answer(table.run(rest("GET /a/{b}", "/a/%zz"), LEFT)).status());
    }

    @Test
    void aCallKnowsWhereItCameFrom() {
        Frame.Answer answer =
                run(
                        call ->
                                List.of(
                                        call.uuid(),
                                        call.attempt(),
                                        call.root(),
                                        call.parent().orElseThrow(),
                                        call.isReplay(),
                                        call.receivedAt().toString(),
                                        call.header("Accept-Language").orElse("?"),
                                        call.timeLeft().compareTo(LEFT) <= 0));
        assertEquals(
                Json.fresh()
                        .valueToTree(
                                List.of(
                                        Calls.ID,
                                        2,
                                        Calls.ROOT,
                                        Calls.ROOT,
                                        true,
                                        "" + Calls.AT,
                                        "de",
                                        true)),
                Calls.tree(answer));
    }

    private static Frame.Answer run(Handler handler) {
        return answer(reply(handler));
    }

    private static Frame.Reply reply(Handler handler) {
        EndpointTable table = EndpointTable.builder().route("POST", "/x", handler, USUAL).build();
        return table.run(Calls.call("POST /x", "/x", json("{}"), "application/json"), LEFT);
    }
}
