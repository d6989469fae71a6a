package dev.hera.broker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.link.flow.LinkTally;
import dev.hera.broker.route.Line;
import dev.hera.wire.Body;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.WireVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A worker that lies and floods; the honest one beside it must not notice.
class HostileWorkerIT {
    private static final Duration LONG = Duration.ofSeconds(10);
    private LinkStage stage;
    private ScriptedWorker bad;
    private ScriptedWorker good;

    @BeforeEach
    void link() throws Exception {
        stage = new LinkStage();
        bad = ScriptedWorker.join(stage, "bad", stage.allow("bad", "*"));
        good = ScriptedWorker.join(stage, "good", stage.allow("good", "*"));
    }

    /// Whatever the bad one did, the good one is there and answers.
    @AfterEach
    void theGoodOneIsUntouched() throws Exception {
        try {
            CompletableFuture<Line.Reply> call = stage.call("good-one", "1", LONG);
            good.answer(good.take(Frame.Invoke.class).id(), Body.NONE);
            assertInstanceOf(Line.Reply.Answered.class, call.get(10, TimeUnit.SECONDS));
            assertFalse(good.closed.isDone());
        } finally {
            good.close();
            bad.close();
            stage.close();
        }
    }

    @Test
    void anAnswerToNothingIsIgnoredAndTheTwentyFirstIsTheLast() throws Exception {
        for (int i = 0; i < 20; i++) {
            bad.answer(900_000 + i, Body.NONE);
        }
        LinkStage.await("20", () -> stage.count(LinkTally.What.FOREIGN_REPLY) == 20);
        assertFalse(bad.closed.isDone());
        bad.answer(900_020, Body.NONE);
        assertEquals(1008, bad.closeCode());
        LinkStage.await("left", () -> stage.heard("left bad-one") == 1);
    }

    @Test
    void aSecondAnswerIsCountedAndChangesNothing() throws Exception {
        CompletableFuture<Line.Reply> call = stage.call("bad-one", "1", LONG);
        long id = bad.take(Frame.Invoke.class).id();
        bad.send(failure(id, 1), failure(id, 2));
        Line.Reply.Failed first =
                assertInstanceOf(Line.Reply.Failed.class, call.get(10, TimeUnit.SECONDS));
        assertEquals(1, first.failure().code());
        LinkStage.await("counted", () -> stage.count(LinkTally.What.FOREIGN_REPLY) == 1);
    }

    private static Frame failure(long id, int code) {
        return new Frame.Failure(id, code, "", null);
    }

    @Test
    void anAnswerForAnotherWorkersCallReachesNobody() throws Exception {
        CompletableFuture<Line.Reply> call = stage.call("good-one", "1", LONG);
        long id = good.take(Frame.Invoke.class).id();
        bad.answer(id + 1_000, new Body.Binary(new byte[] {1}));
        LinkStage.await("counted", () -> stage.count(LinkTally.What.FOREIGN_REPLY) == 1);
        assertFalse(call.isDone());
        good.answer(id, Body.NONE);
        assertInstanceOf(Line.Reply.Answered.class, call.get(10, TimeUnit.SECONDS));
    }

    @Test
    void anAnswerThatBreaksTheProtocolEndsItsCallOnly() throws Exception {
        CompletableFuture<Line.Reply> broken = stage.call("bad-one", "1", LONG);
        long id = bad.take(Frame.Invoke.class).id();
        bad.sendText(reply(id, "{\"status\":\"two hundred\"}"));
        Line.Reply.Failed failed =
                assertInstanceOf(Line.Reply.Failed.class, broken.get(10, TimeUnit.SECONDS));
        assertEquals(ErrorCode.PARSE_ERROR, failed.failure().code());
        assertFalse(bad.closed.isDone());
    }

    private static String reply(long id, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
    }

    @Test
    void vitalsThatMakeNoSenseAreCountedAndTheLastGoodStays() throws Exception {
        LinkStage.await("good vitals", () -> !stage.vitals.isEmpty());
        List<String> nonsense =
                List.of(
                        "\"cpu\":1e999",
                        "\"cpu\":-1",
                        "\"cpu\":NaN",
                        "\"cpu\":\"low\"",
                        "\"memoryUse\":2",
                        "\"seq\":-1",
                        "\"rss\":1.5",
                        "\"inFlight\":{}",
                        "\"gcMs\":1e30");
        for (String member : nonsense) {
            bad.sendText(note("{\"seq\":1000000," + member + "}"));
        }
        LinkStage.await("counted", () -> stage.count(LinkTally.What.BAD_VITALS) >= nonsense.size());
        assertTrue(stage.vitals.stream().allMatch(v -> v.seq() < 1_000_000));
        assertFalse(bad.closed.isDone());
    }

    private static String note(String params) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"hera.vitals\",\"params\":" + params + "}";
    }

    @Test
    void moreThanAHundredBadMessagesAMinuteCloseTheLink() throws Exception {
        for (int i = 0; i < 101 && !bad.closed.isDone(); i++) {
            bad.sendText(note("{\"seq\":\"x\"}"));
        }
        assertEquals(1008, bad.closeCode());
    }

    @Test
    void aFloodOfVitalsIsThinnedToFiveASecond() throws Exception {
        bad.silent = true;
        List<Frame> flood = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            flood.add(new Frame.VitalsNote(ScriptedWorker.vitals(7_000_000 + i)));
        }
        bad.send(flood.toArray(Frame[]::new));
        LinkStage.await("dropped", () -> stage.count(LinkTally.What.DROPPED_VITALS) >= 490);
        long taken = stage.vitals.stream().filter(v -> v.seq() > 7_000_000).count();
        assertTrue(taken >= 1 && taken <= 10, "taken " + taken);
        assertFalse(bad.closed.isDone());
    }

    @Test
    void aReportFromThePastChangesNothing() throws Exception {
        bad.silent = true;
        bad.send(new Frame.VitalsNote(ScriptedWorker.vitals(8_000_000)));
        LinkStage.await("taken", () -> heard(8_000_000));
        bad.send(new Frame.VitalsNote(ScriptedWorker.vitals(7_999_999)));
        bad.send(new Frame.VitalsNote(ScriptedWorker.vitals(8_000_000)));
        LinkStage.await("dropped", () -> stage.count(LinkTally.What.DROPPED_VITALS) >= 2);
        assertFalse(heard(7_999_999));
        assertEquals(1, stage.vitals.stream().filter(v -> v.seq() == 8_000_000).count());
    }

    private boolean heard(long seq) {
        return stage.vitals.stream().anyMatch(v -> v.seq() == seq);
    }

    @Test
    void textThatIsNotUtf8Closes1007() throws Exception {
        bad.sendBytes(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'});
        assertEquals(1007, bad.closeCode());
        try (RawSocket raw = new RawSocket(stage.uri(), "")) {
            raw.frame(RawSocket.TEXT, new byte[] {'"', (byte) 0xff, '"'});
            assertEquals(1007, raw.closeCode());
        }
    }

    @Test
    void aMessageOverTheLimitCostsTheLinkOnly() throws Exception {
        byte[] message = new byte[WireVersion.MAX_MESSAGE_BYTES + 1];
        Arrays.fill(message, (byte) ' ');
        bad.sendBytes(message);
        assertEquals(1009, bad.closeCode());
        LinkStage.await("left", () -> stage.heard("left bad-one") == 1);
    }

    @Test
    void whatIsNotJsonIsAnsweredAsTheSpecificationSays() throws Exception {
        bad.sendText("{\"jsonrpc\": \"2.0\", \"method\": \"hera");
        LinkStage.await("counted", () -> stage.count(LinkTally.What.MALFORMED) == 1);
        bad.send(new Frame.Settle(77, new UUID(1, 2), "processed", ""));
        Frame.Failure failure = bad.take(Frame.Failure.class);
        while (failure.id() != 77) {
            failure = bad.take(Frame.Failure.class);
        }
        assertEquals(ErrorCode.METHOD_NOT_FOUND, failure.code());
    }

    @Test
    void aWorkerThatStopsReadingIsCutAndItsQueueIsBounded() throws Exception {
        bad.deaf = true;
        String big = "\"" + "z".repeat(256 << 10) + "\"";
        List<CompletableFuture<Line.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            calls.add(stage.call("bad-one", big, LONG));
        }
        int full = 0;
        for (CompletableFuture<Line.Reply> call : calls) {
            Line.Reply reply = call.get(10, TimeUnit.SECONDS);
            full += reply instanceof Line.Reply.Full ? 1 : 0;
            assertFalse(reply instanceof Line.Reply.Answered);
        }
        assertTrue(full > 100, "100 MiB of calls, but only " + full + " found the queue full");
        assertEquals(1, stage.count(LinkTally.What.WRITE_TIMEOUT));
        LinkStage.await("left", () -> stage.heard("left bad-one") == 1);
    }

    @Test
    void aFloodOfAnnouncementsClosesTheLink() throws Exception {
        for (int i = 1; i <= 61 && !bad.closed.isDone(); i++) {
            bad.announce(i, "POST /0/echo");
        }
        assertEquals(1008, bad.closeCode());
        assertTrue(stage.heard.stream().filter(h -> h.startsWith("announced")).count() <= 61);
    }

    @Test
    void pingsAreAnsweredUntilThereAreTooMany() throws Exception {
        try (RawSocket raw = new RawSocket(stage.uri(), "")) {
            for (int i = 0; i < 11; i++) {
                raw.frame(RawSocket.PING, new byte[] {1});
            }
            assertEquals(1008, raw.closeCode());
            assertEquals(10, raw.pongs());
        }
    }

    @Test
    void compressionIsNotAgreedTo() throws Exception {
        String offer = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
        try (RawSocket raw = new RawSocket(stage.uri(), offer)) {
            assertTrue(raw.handshake().startsWith("HTTP/1.1 101"), raw.handshake());
            assertFalse(raw.handshake().contains("permessage-deflate"), raw.handshake());
        }
    }
}
