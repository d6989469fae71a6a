package dev.hera.broker.link;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;
import dev.hera.wire.WireVersion;
import dev.hera.wire.codec.FrameReader;
import dev.hera.wire.codec.FrameWriter;
import dev.hera.wire.codec.ReplyKind;
import dev.hera.wire.scram.ScramWorker;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A worker that says exactly what a test tells it to, well or badly; it answers the pulse by
/// itself unless told to be silent, and reads unless told to be deaf.
final class ScriptedWorker implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int SECONDS = 10;

    final AtomicInteger messages = new AtomicInteger();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    volatile boolean silent;
    volatile boolean deaf;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final Map<Long, ReplyKind> asked = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private final AtomicLong seq = new AtomicLong();
    private final WebSocket socket;

    private ScriptedWorker(LinkStage stage) {
        socket =
                CLIENT.newWebSocketBuilder()
                        .subprotocols(WireVersion.SUBPROTOCOL)
                        .buildAsync(stage.uri(), this)
                        .join();
    }

    static ScriptedWorker dial(LinkStage stage) {
        return new ScriptedWorker(stage);
    }

    /// Dials and proves itself.
    static ScriptedWorker join(LinkStage stage, String service, String secret) throws Exception {
        return join(stage, service, secret, "one");
    }

    static ScriptedWorker join(LinkStage stage, String service, String secret, String instance)
            throws Exception {
        ScriptedWorker worker = new ScriptedWorker(stage);
        ScramWorker scram = new ScramWorker(service, secret, stage.self().binding());
        worker.send(hello(service, instance, scram.first()));
        worker.send(new Frame.Prove(2, scram.last(worker.take(Frame.Challenge.class).auth())));
        worker.take(Frame.Welcome.class);
        return worker;
    }

    /// The whole greeting up to the proof; what comes back is left for the test.
    void greet(String service, String secret, String binding) throws Exception {
        ScramWorker scram = new ScramWorker(service, secret, binding);
        send(hello(service, scram.first()));
        send(new Frame.Prove(2, scram.last(take(Frame.Challenge.class).auth())));
    }

    static Frame.Hello hello(String service, String auth) {
        return hello(service, "one", auth);
    }

    private static Frame.Hello hello(String service, String instance, String auth) {
        return new Frame.Hello(
                1, service, instance, "1.0", Frame.Role.LIVE, "script", 2, 4, 1 << 20, auth);
    }

    void announce(long generation, String... endpoints) throws Exception {
        List<Endpoint> all = List.of(endpoints).stream().map(Endpoint::of).toList();
        send(new Frame.Announce(3, generation, all));
    }

    void answer(long id, Body body) throws Exception {
        send(new Frame.Answer(id, 200, Map.of(), body, "application/json", Load.NONE));
    }

    static Vitals vitals(long seq) {
        return new Vitals(seq, 1, Vitals.State.READY, 0.1, 0.1, 1, 1, 0.1, 0, 0, 0);
    }

    void send(Frame... all) throws Exception {
        for (Frame frame : all) {
            switch (frame) {
                case Frame.Hello f -> asked.put(f.id(), ReplyKind.CHALLENGE);
                case Frame.Prove f -> asked.put(f.id(), ReplyKind.WELCOME);
                case Frame.Announce f -> asked.put(f.id(), ReplyKind.ANNOUNCED);
                case Frame.RemoteCall f -> asked.put(f.id(), ReplyKind.ANSWER);
                case Frame.Request f -> asked.put(f.id(), ReplyKind.ACKNOWLEDGED);
                case Frame.Reply _, Frame.Note _, Frame.Malformed _ -> {}
            }
        }
        sendBytes(FrameWriter.write(List.of(all)));
    }

    synchronized void sendBytes(byte[] message) throws Exception {
        socket.sendBinary(ByteBuffer.wrap(message), true).get(SECONDS, TimeUnit.SECONDS);
    }

    synchronized void sendText(String message) throws Exception {
        socket.sendText(message, true).get(SECONDS, TimeUnit.SECONDS);
    }

    /// The next frame of this kind; others are passed over.
    <T extends Frame> T take(Class<T> kind) throws InterruptedException {
        while (true) {
            Frame frame = frames.poll(SECONDS, TimeUnit.SECONDS);
            assertNotNull(frame, "no " + kind.getSimpleName() + " within 10 s");
            if (kind.isInstance(frame)) {
                return kind.cast(frame);
            }
        }
    }

    /// Whether a frame of this kind came that nobody has taken.
    boolean wasTold(Class<? extends Frame> kind) {
        return frames.stream().anyMatch(kind::isInstance);
    }

    int closeCode() throws Exception {
        return closed.get(SECONDS, TimeUnit.SECONDS);
    }

    /// Cuts the connection without a word.
    void vanish() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        while (data.hasRemaining()) {
            part.write(data.get());
        }
        if (last) {
            messages.incrementAndGet();
            FrameReader.read(part.toByteArray(), id -> asked.getOrDefault(id, ReplyKind.NONE))
                    .forEach(this::heard);
            part.reset();
        }
        if (!deaf) {
            from.request(1);
        }
        return CompletableFuture.completedStage(null);
    }

    private void heard(Frame frame) {
        if (frame instanceof Frame.StatusAsk ask && !silent) {
            Thread.ofVirtual().start(() -> answerPulse(ask));
        } else {
            frames.add(frame);
        }
    }

    private void answerPulse(Frame.StatusAsk ask) {
        try {
            send(new Frame.Status(ask.id(), vitals(seq.incrementAndGet())));
        } catch (Exception e) {
            closed.complete(1006);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
