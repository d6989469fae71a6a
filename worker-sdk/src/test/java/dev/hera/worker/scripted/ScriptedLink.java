package dev.hera.worker.scripted;

import dev.hera.wire.Body;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.wire.WireVersion;
import dev.hera.wire.codec.FrameReader;
import dev.hera.wire.codec.FrameWriter;
import dev.hera.wire.codec.ReplyKind;
import dev.hera.wire.scram.ScramBroker;
import dev.hera.wire.scram.ScramVerifier;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One worker's link as the scripted broker sees it.
///
/// Greets by itself, as its manners are, and acknowledges announcements; everything heard can be
/// asked for afterwards, in order.
public final class ScriptedLink extends Session.Listener.AbstractAutoDemanding {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Manners manners;
    private final String broker;
    private final ScramBroker scram;
    private final ScramVerifier verifier;
    private final BlockingQueue<Frame> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> messageSizes = new LinkedBlockingQueue<>();
    private final Map<Long, ReplyKind> asked = new ConcurrentHashMap<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    ScriptedLink(Manners manners, String broker, ScramBroker scram, ScramVerifier verifier) {
        this.manners = manners;
        this.broker = broker;
        this.scram = scram;
        this.verifier = verifier;
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        byte[] message = new byte[payload.remaining()];
        payload.get(message);
        callback.succeed();
        List<Frame> frames =
                FrameReader.read(message, id -> asked.getOrDefault(id, ReplyKind.NONE));
        messageSizes.add(frames.size());
        for (Frame frame : frames) {
            answer(frame);
            heard.add(frame);
        }
    }

    private void answer(Frame frame) {
        if (manners == Manners.SILENT) {
            return;
        }
        switch (frame) {
            case Frame.Hello hello -> challenge(hello);
            case Frame.Prove prove -> judge(prove);
            case Frame.Announce announce ->
                    send(
                            new Frame.Announced(
                                    announce.id(), announce.endpoints().size(), List.of()));
            case Frame.Draining draining -> send(new Frame.Acknowledged(draining.id()));
            case Frame other -> {}
        }
    }

    private void challenge(Frame.Hello hello) {
        switch (manners) {
            case HASTY -> send(call(1, "GET /early"));
            case BOASTING -> sendRaw("\"" + "x".repeat(5000) + "\"");
            case POLITE, SILENT, LYING, BRISK, FULL ->
                    send(
                            new Frame.Challenge(
                                    hello.id(), scram.challenge(hello.auth(), name -> verifier)));
        }
    }

    private void judge(Frame.Prove prove) {
        String proof = scram.judge(prove.auth()).orElse("");
        if (manners == Manners.LYING) {
            send(welcome(prove.id(), "v=" + "A".repeat(43) + "="));
        } else if (proof.isEmpty()) {
            send(new Frame.Failure(prove.id(), -32001, "unauthenticated", null));
        } else if (manners == Manners.BRISK) {
            sendRaw(text(List.of(welcome(prove.id(), proof), call(1, "GET /brisk"))));
            asked.put(1L, ReplyKind.ANSWER);
        } else {
            send(welcome(prove.id(), proof));
        }
    }

    private Frame welcome(long id, String proof) {
        return new Frame.Welcome(id, proof, broker, "w-1", WireVersion.MAX_MESSAGE_BYTES, 100, 5);
    }

    private static String text(List<Frame> frames) {
        return new String(FrameWriter.write(frames), StandardCharsets.UTF_8);
    }

    /// A call as a broker would send it.
    public static Frame.Invoke call(long id, String endpoint) {
        return call(id, endpoint, Insistence.NONE);
    }

    /// A call that a busy worker must not refuse.
    public static Frame.Invoke forced(long id, String endpoint) {
        return call(id, endpoint, Insistence.FORCED);
    }

    /// Whether a busy worker may refuse.
    private enum Insistence {
        NONE,
        FORCED
    }

    private static Frame.Invoke call(long id, String endpoint, Insistence insistence) {
        UUID uuid = new UUID(7, id);
        JsonText body = JsonText.trusted("{\"n\":1}".getBytes(StandardCharsets.UTF_8));
        return new Frame.Invoke(
                id,
                endpoint,
                uuid,
                1,
                endpoint.substring(endpoint.indexOf(' ') + 1),
                "",
                Map.of(),
                new Body.Json(body),
                "application/json",
                "tests",
                10_000,
                Instant.EPOCH,
                uuid,
                null,
                false,
                insistence == Insistence.FORCED);
    }

    /// Sends frames, several as one batch.
    public void send(Frame... frames) {
        for (Frame frame : frames) {
            switch (frame) {
                case Frame.Invoke call -> asked.put(call.id(), ReplyKind.ANSWER);
                case Frame.StatusAsk ask -> asked.put(ask.id(), ReplyKind.STATUS);
                case Frame other -> {}
            }
        }
        ByteBuffer bytes = ByteBuffer.wrap(FrameWriter.write(List.of(frames)));
        getSession().sendBinary(bytes, Callback.NOOP);
    }

    /// Sends text as it is.
    public void sendRaw(String text) {
        getSession().sendText(text, Callback.NOOP);
    }

    /// Sends the first part of a message, and no end.
    public void sendHalf(String text) {
        getSession().sendPartialText(text, false, Callback.NOOP);
    }

    /// The next frame of this kind; others before it are skipped.
    public <T extends Frame> T hear(Class<T> kind) throws InterruptedException {
        return hear(kind, PATIENCE);
    }

    /// The next frame of this kind within this time.
    public <T extends Frame> T hear(Class<T> kind, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            Frame frame = heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (frame == null) {
                throw new AssertionError("no " + kind.getSimpleName() + " within " + within);
            }
            if (kind.isInstance(frame)) {
                return kind.cast(frame);
            }
        }
    }

    /// Waits until the worker is ready for calls.
    public ScriptedLink ready() throws InterruptedException {
        hear(Frame.Announce.class);
        return this;
    }

    /// How many frames came in each message so far; takes them.
    public List<Integer> messageSizes() {
        List<Integer> sizes = new ArrayList<>();
        messageSizes.drainTo(sizes);
        return sizes;
    }

    /// The code the link was closed with, waited for.
    public int closeCode() {
        return closed.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /// Whether the link is closed.
    public boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        closed.complete(code);
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // Cut connections are what these tests are about.
    }

    /// Closes as a broker that goes does.
    public void close(int code) {
        getSession().close(code, "", Callback.NOOP);
    }

    /// Cuts the connection as a killed process does.
    public void cut() {
        if (getSession() == null) {
            closed.complete(1006);
        } else {
            getSession().disconnect();
        }
    }
}
