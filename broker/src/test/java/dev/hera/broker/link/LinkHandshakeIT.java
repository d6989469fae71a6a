package dev.hera.broker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.link.flow.LinkTally;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.scram.ScramWorker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/// Who gets a link and who does not.
class LinkHandshakeIT {
    private LinkStage stage;
    private String secret;

    @BeforeEach
    void open() throws Exception {
        stage = new LinkStage();
        secret = stage.allow("echo", "POST /0/");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aProvedWorkerGetsItsIdAndTheBrokersProof() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.dial(stage)) {
            ScramWorker scram = new ScramWorker("echo", secret, stage.self().binding());
            worker.send(ScriptedWorker.hello("echo", scram.first()));
            String proof = scram.last(worker.take(Frame.Challenge.class).auth());
            worker.send(new Frame.Prove(2, proof));
            Frame.Welcome welcome = worker.take(Frame.Welcome.class);
            assertTrue(scram.brokerProved(welcome.auth()));
            assertEquals("stage", welcome.broker());
            assertEquals("echo-one", welcome.worker());
            assertEquals(1, stage.heard("joined echo-one"));
        }
    }

    @Test
    void aWrongSecretIsRefusedAndAnnouncesNothing() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.dial(stage)) {
            worker.greet("echo", "not the secret", stage.self().binding());
            assertRefused(worker);
        }
    }

    @Test
    void anUnknownServiceGetsTheSameAnswers() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.dial(stage)) {
            worker.greet("nobody", secret, stage.self().binding());
            assertRefused(worker);
        }
    }

    @Test
    void aProofForAnotherBrokerIsRefused() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.dial(stage)) {
            worker.greet("echo", secret, "other|" + stage.self().boot() + "|127.0.0.1:1");
            assertRefused(worker);
        }
    }

    @Test
    void aProofPlayedAgainIsRefused() throws Exception {
        ScramWorker scram = new ScramWorker("echo", secret, stage.self().binding());
        String proof;
        try (ScriptedWorker worker = ScriptedWorker.dial(stage)) {
            worker.send(ScriptedWorker.hello("echo", scram.first()));
            proof = scram.last(worker.take(Frame.Challenge.class).auth());
            worker.send(new Frame.Prove(2, proof));
            worker.take(Frame.Welcome.class);
        }
        try (ScriptedWorker thief = ScriptedWorker.dial(stage)) {
            thief.send(ScriptedWorker.hello("echo", scram.first()));
            thief.take(Frame.Challenge.class);
            thief.send(new Frame.Prove(2, proof));
            Frame.Failure failure = thief.take(Frame.Failure.class);
            assertEquals(ErrorCode.UNAUTHENTICATED, failure.code());
            assertEquals(1008, thief.closeCode());
        }
    }

    @Test
    void oneServicesSecretDoesNotProveAnother() throws Exception {
        String other = stage.allow("other", "*");
        try (ScriptedWorker worker = ScriptedWorker.dial(stage)) {
            ScramWorker scram = new ScramWorker("other", other, stage.self().binding());
            worker.send(ScriptedWorker.hello("echo", scram.first()));
            String proof = scram.last(worker.take(Frame.Challenge.class).auth());
            worker.send(new Frame.Prove(2, proof));
            assertRefused(worker);
        }
    }

    private void assertRefused(ScriptedWorker worker) throws Exception {
        assertEquals(ErrorCode.UNAUTHENTICATED, worker.take(Frame.Failure.class).code());
        assertEquals(1008, worker.closeCode());
        assertTrue(stage.heard.isEmpty(), () -> "heard " + stage.heard);
        assertEquals(1, stage.count(LinkTally.What.REFUSED));
    }

    @Test
    void whoSaysAnythingElseFirstIsOut() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.dial(stage)) {
            worker.announce(1, "POST /0/echo");
            assertRefused(worker);
        }
    }

    @Test
    void whoSaysNothingIsOutInTime() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.dial(stage)) {
            assertEquals(1008, worker.closeCode());
        }
    }

    @Test
    void fourKibibytesAreAllThatAStrangerMaySay() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.dial(stage)) {
            worker.sendBytes(new byte[4097]);
            assertEquals(1009, worker.closeCode());
        }
    }

    @Test
    void aBrowserIsNotLetIn() {
        assertEquals(403, status("hera.v1", "Origin"));
    }

    @Test
    void anotherSubprotocolIsNotLetIn() {
        assertEquals(400, status("hera.v2", "X-Nothing"));
        assertEquals(400, status("", "X-Nothing"));
    }

    private int status(String subprotocol, String header) {
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().header(header, "http://a.example");
        if (!subprotocol.isEmpty()) {
            builder.subprotocols(subprotocol);
        }
        try {
            builder.buildAsync(stage.uri(), new WebSocket.Listener() {}).join().abort();
            return 101;
        } catch (CompletionException e) {
            return e.getCause() instanceof WebSocketHandshakeException refused
                    ? refused.getResponse().statusCode()
                    : -1;
        }
    }

    @Test
    void whoIsOneTooManyIsToldToComeBack() throws Exception {
        LinkSettings tight = LinkStage.QUICK.admitting(3);
        try (LinkStage small = new LinkStage(tight, WorkerAsks.NONE)) {
            int refused = 0;
            for (int i = 0; i < 6; i++) {
                try {
                    ScriptedWorker.dial(small).close();
                } catch (CompletionException e) {
                    WebSocketHandshakeException no =
                            assertInstanceOf(WebSocketHandshakeException.class, e.getCause());
                    assertEquals(503, no.getResponse().statusCode());
                    int wait =
                            Integer.parseInt(
                                    no.getResponse().headers().firstValue("Retry-After").get());
                    assertTrue(wait >= 1 && wait <= 5);
                    refused++;
                }
            }
            assertTrue(refused >= 3, "refused " + refused);
        }
    }

    @Test
    void endpointsOfOthersAreRefusedWhileTheRestStands() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.join(stage, "echo", secret)) {
            worker.announce(7, "POST /0/echo", "GET /0/echo", "POST /1/x", "sum");
            Frame.Announced announced = worker.take(Frame.Announced.class);
            assertEquals(1, announced.accepted());
            assertEquals(3, announced.refused().size());
            assertTrue(announced.refused().getFirst().why().contains("-32010"));
            assertEquals(1, stage.heard("announced echo-one 7 1"));
        }
    }

    @Test
    void aNewerLinkOfTheSameWorkerReplacesTheOlder() throws Exception {
        try (ScriptedWorker first = ScriptedWorker.join(stage, "echo", secret);
                ScriptedWorker second = ScriptedWorker.join(stage, "echo", secret)) {
            assertEquals(1008, first.closeCode());
            assertFalse(second.closed.isDone());
            assertEquals(
                    List.of("joined echo-one", "left echo-one", "joined echo-one"),
                    stage.heard.stream().filter(h -> !h.startsWith("ping")).toList());
        }
    }

    @Test
    void aWorkerWhoseRightsChangedDialsAgain() throws Exception {
        try (ScriptedWorker before = ScriptedWorker.join(stage, "echo", secret)) {
            before.announce(1, "sum");
            assertEquals(0, before.take(Frame.Announced.class).accepted());
            stage.change("echo", "rpc sum");
            assertEquals(1012, before.closeCode());
        }
        try (ScriptedWorker after = ScriptedWorker.join(stage, "echo", secret)) {
            after.announce(1, "sum");
            assertEquals(1, after.take(Frame.Announced.class).accepted());
        }
    }

    @Test
    void aRevokedCredentialClosesItsLinksAndNoOthers() throws Exception {
        String other = stage.allow("other", "*");
        try (ScriptedWorker bad = ScriptedWorker.join(stage, "echo", secret);
                ScriptedWorker good = ScriptedWorker.join(stage, "other", other)) {
            long began = System.nanoTime();
            stage.revoke("echo");
            assertEquals(1008, bad.closeCode());
            assertTrue(System.nanoTime() - began < Duration.ofSeconds(5).toNanos());
            LinkStage.await("left", () -> stage.heard("left echo-one") == 1);
            assertFalse(good.closed.isDone());
        }
    }
}
