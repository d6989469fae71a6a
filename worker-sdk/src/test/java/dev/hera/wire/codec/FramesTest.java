package dev.hera.wire.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;
import dev.hera.wire.accept.Acceptances;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class FramesTest {
    private static final Load LOAD = new Load(3, 2, 1234, true, false, true);
    private static final Vitals VITALS =
            new Vitals(7, 99, Vitals.State.DRAINING, 0.5, 0.25, 1 << 20, 1 << 30, 0.75, 4, 2.5, 12);
    private static final UUID ID = UUID.fromString("0199a000-0000-7000-8000-000000000001");
    private static final UUID PARENT = UUID.fromString("0199a000-0000-7000-8000-000000000002");

    @Test
    void everyFrameComesBackAsItWasWritten() {
        for (Frame frame : oneOfEach()) {
            assertEquals(List.of(frame), read(FrameWriter.write(frame), kindOf(frame)));
        }
    }

    @Test
    void waitingFramesTravelAsOneBatch() {
        List<Frame> frames = List.of(invoke(json("{\"a\":1}")), new Frame.StatusAsk(2));
        assertEquals(frames, read(FrameWriter.write(frames), ReplyKind.NONE));
    }

    @Test
    void aBodyIsCarriedByteForByte() {
        for (String text :
                List.of(
                        "{ \"a\" : 1.10 , \"a\":2}",
                        "\"\\ud800\"",
                        "1e0",
                        " [ ] ",
                        "null",
                        "\"é\"")) {
            Frame back = read(FrameWriter.write(invoke(json(text))), ReplyKind.NONE).getFirst();
            Body body = assertInstanceOf(Frame.Invoke.class, back).body();
            assertEquals(text.strip(), body.toString().isEmpty() ? "" : text(body));
        }
    }

    @Test
    void aBodyAtTheDepthLimitTravelsInABatch() {
        String deep = "[".repeat(100) + "]".repeat(100);
        List<Frame> frames = List.of(answer(json(deep)), answer(json(deep)));
        assertEquals(frames, read(FrameWriter.write(frames), ReplyKind.ANSWER));
    }

    @Test
    void aBodyDeeperThanTheLimitSpoilsOnlyItsOwnMessage() {
        String deep = "[".repeat(101) + "]".repeat(101);
        JsonText text = JsonText.trusted(deep.getBytes(StandardCharsets.US_ASCII));
        List<Frame> frames = List.of(answer(new Body.Json(text)), new Frame.StatusAsk(5));
        List<Frame> back = read(FrameWriter.write(frames), ReplyKind.ANSWER);
        Frame.Malformed bad = assertInstanceOf(Frame.Malformed.class, back.getFirst());
        assertTrue(bad.reply());
        assertEquals(9, bad.id());
        assertEquals(new Frame.StatusAsk(5), back.getLast());
    }

    @Test
    void anyOrderOfMembersIsRead() {
        Frame frame = one("{\"params\":{\"id\":4},\"method\":\"hera.cancel\",\"jsonrpc\":\"2.0\"}");
        assertEquals(new Frame.Cancel(4), frame);
        String late = "{\"result\":{\"status\":201,\"body\":[1]},\"jsonrpc\":\"2.0\",\"id\":9}";
        Frame answer = read(late.getBytes(StandardCharsets.UTF_8), ReplyKind.ANSWER).getFirst();
        assertEquals(201, assertInstanceOf(Frame.Answer.class, answer).status());
        String error =
                "{\"error\":{\"code\":-32601,\"message\":\"no\"},\"id\":3,\"jsonrpc\":\"2.0\"}";
        assertEquals(new Frame.Failure(3, -32601, "no", null), one(error));
    }

    @Test
    void whatWeDoNotKnowIsSaidSo() {
        assertEquals(
                new Frame.UnknownRequest(3, "hera.future"),
                one("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"hera.future\",\"params\":[1]}"));
        assertEquals(
                new Frame.UnknownNote("hera.future"),
                one("{\"jsonrpc\":\"2.0\",\"method\":\"hera.future\",\"params\":{\"x\":{}}}"));
        assertEquals(
                new Frame.Unmatched(8),
                one("{\"jsonrpc\":\"2.0\",\"id\":8,\"result\":{\"a\":[]}}"));
    }

    @Test
    void breachesComeBackAsValues() {
        malformed("", ErrorCode.PARSE_ERROR);
        malformed("[]", ErrorCode.INVALID_REQUEST);
        malformed("1", ErrorCode.INVALID_REQUEST);
        malformed("{}", ErrorCode.INVALID_REQUEST);
        malformed("{\"jsonrpc\":\"2.0\"} {}", ErrorCode.PARSE_ERROR);
        malformed("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"hera.status\"}", -32600);
        malformed("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"hera.status\"}", -32600);
        malformed("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"hera.status\"}", -32602);
        malformed("{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"hera.status\"}", -32602);
        malformed("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"POST /x\",\"params\":{}}", -32602);
        malformed("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hera.hello\",\"params\":[]}", -32600);
        malformed(
                "{\"jsonrpc\":\"2.0\",\"method\":\"hera.vitals\",\"params\":{\"cpu\":2}}", -32602);
        malformed(
                "{\"jsonrpc\":\"2.0\",\"method\":\"hera.vitals\",\"params\":{\"cpu\":1e999}}",
                -32602);
        malformed(
                "{\"jsonrpc\":\"2.0\",\"method\":\"hera.vitals\",\"params\":{\"rss\":-1}}", -32602);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] overlong = {'"', (byte) 0xc0, (byte) 0xaf, '"'};
        assertInstanceOf(Frame.Malformed.class, read(overlong, ReplyKind.NONE).getFirst());
    }

    private static void malformed(String text, int code) {
        Frame.Malformed frame = assertInstanceOf(Frame.Malformed.class, one(text), text);
        assertEquals(code, frame.code(), text);
    }

    private static Frame one(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), ReplyKind.NONE).getFirst();
    }

    private static List<Frame> read(byte[] message, ReplyKind kind) {
        return FrameReader.read(message, id -> kind);
    }

    @Test
    void whatCouldBeTakenForTwoThingsIsNone() {
        String call = "\"method\":\"x\"";
        String result = "\"result\":{}";
        String error = "\"error\":{\"code\":-32020,\"message\":\"\"}";
        List<List<String>> pairs =
                List.of(
                        List.of(call, result),
                        List.of(error, call),
                        List.of(result, error),
                        List.of(error, result));
        for (List<String> pair : pairs) {
            String text = "{\"jsonrpc\":\"2.0\",\"id\":5," + String.join(",", pair) + "}";
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Frame frame = FrameReader.read(bytes, id -> ReplyKind.ANSWER).getFirst();
            Frame.Malformed none = assertInstanceOf(Frame.Malformed.class, frame, text);
            assertEquals(ErrorCode.INVALID_REQUEST, none.code(), text);
        }
    }

    private static ReplyKind kindOf(Frame frame) {
        return switch (frame) {
            case Frame.Challenge f -> ReplyKind.CHALLENGE;
            case Frame.Welcome f -> ReplyKind.WELCOME;
            case Frame.Announced f -> ReplyKind.ANNOUNCED;
            case Frame.Status f -> ReplyKind.STATUS;
            case Frame.Answer f -> ReplyKind.ANSWER;
            case Frame.Acknowledged f -> ReplyKind.ACKNOWLEDGED;
            default -> ReplyKind.NONE;
        };
    }

    private static List<Frame> oneOfEach() {
        Endpoint rest =
                new Endpoint(
                        "POST /0/x/{a}",
                        Acceptances.UNUSUAL,
                        Endpoint.RecordMode.AHEAD,
                        true,
                        Duration.ofMillis(1500),
                        7,
                        List.of("/card/number"));
        return List.of(
                new Frame.Hello(
                        1, "s", "i", "1.2", Frame.Role.CANDIDATE, "java", 1.5, 8, 1 << 30, "n,,"),
                new Frame.Challenge(1, "r=1"),
                new Frame.Prove(2, "c=1"),
                new Frame.Welcome(2, "v=1", "broker-1", "w7", 100, 10, 5),
                new Frame.Announce(
                        3,
                        4,
                        List.of(
                                rest.described(
                                        JsonText.trusted(
                                                "{\"body\": {}}".getBytes(StandardCharsets.UTF_8))),
                                Endpoint.of("sum"),
                                Acceptances.later("add"))),
                new Frame.Announced(3, 1, List.of(new Frame.Refused("sum", "not yours"))),
                new Frame.StatusAsk(4),
                new Frame.Status(4, VITALS),
                new Frame.VitalsNote(VITALS),
                invoke(new Body.Binary(new byte[] {0, 1, (byte) 0xff})),
                invoke(Body.NONE),
                answer(json("[1]")),
                answer(new Body.Binary(new byte[] {9})),
                new Frame.Failure(5, ErrorCode.BUSY, "busy \"now\"\n", LOAD),
                new Frame.Failure(5, ErrorCode.FORBIDDEN, "no", null),
                new Frame.Failure(
                        5, ErrorCode.DEADLINE, "late", null, new Frame.Told(ID, "unknown", "w")),
                new Frame.Cancel(6),
                new Frame.Draining(7, "going home", 3000),
                new Frame.LameDuck(250),
                new Frame.Acknowledged(8),
                new Frame.Settle(9, ID, "processed", "done"),
                new Frame.RemoteCall(
                        10,
                        "GET /0/a",
                        "/0/a",
                        "q=1",
                        Map.of("x", "y"),
                        Body.NONE,
                        null,
                        5,
                        ID,
                        PARENT,
                        3,
                        true));
    }

    private static Frame.Invoke invoke(Body body) {
        return new Frame.Invoke(
                11,
                "POST /0/x",
                ID,
                2,
                "/0/x",
                "a=%20b",
                Map.of("accept", "text/plain"),
                body,
                "application/json",
                "acme",
                9000,
                Instant.ofEpochMilli(1_760_000_000_123L),
                ID,
                PARENT,
                true,
                true,
                2);
    }

    private static Frame.Answer answer(Body body) {
        return new Frame.Answer(
                9,
                202,
                Map.of("x-a", List.of("1"), "x-b", List.of("1", "2")),
                body,
                "application/json",
                LOAD);
    }

    private static Body json(String text) {
        return new Body.Json(JsonText.proved(text.getBytes(StandardCharsets.UTF_8)).orElseThrow());
    }

    private static String text(Body body) {
        return new String(body.toBytes(), StandardCharsets.UTF_8);
    }
}
