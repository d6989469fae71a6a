package dev.hera.broker.link;

import dev.hera.broker.link.flow.Outbox;
import dev.hera.broker.link.flow.Strikes;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonProof;
import dev.hera.wire.WireVersion;
import dev.hera.wire.codec.FrameReader;
import dev.hera.wire.codec.FrameWriter;
import dev.hera.wire.codec.ReplyKind;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// One WebSocket of a worker, from its opening to its end; owns the link's state.
///
/// Messages come one at a time on Jetty's threads; the pulse and the server may close at any
/// moment, so every move of the state is made under this object's lock and never calls out there.
/// Public only because Jetty looks up its methods from outside.
public final class LinkSocket implements Session.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(LinkSocket.class);
    private static final int MAX_REASON = 120;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final LinkServer server;
    private final LinkDesk desk;
    private final long openedNanos;
    private final Strikes pings = new Strikes(10, Duration.ofSeconds(1));
    private LinkState state = new LinkState.Greeting();
    private @Nullable Session session;
    private @Nullable Outbox outbox;

    LinkSocket(LinkServer server, LinkDesk desk) {
        this.server = server;
        this.desk = desk;
        this.openedNanos = desk.nanos().getAsLong();
    }

    synchronized LinkState state() {
        return state;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        LinkSettings limits = desk.settings();
        opened.setMaxBinaryMessageSize(WireVersion.MAX_GREETING_BYTES);
        opened.setMaxTextMessageSize(WireVersion.MAX_GREETING_BYTES);
        synchronized (this) {
            session = opened;
            outbox =
                    new Outbox(
                            opened,
                            limits.waitingMessages(),
                            limits.waitingBytes(),
                            desk.tally(),
                            desk.nanos(),
                            this::broken);
        }
        opened.demand();
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        byte[] message = new byte[payload.remaining()];
        payload.get(message);
        callback.succeed();
        read(message);
    }

    @Override
    public void onWebSocketText(String text) {
        read(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Answers a ping; whoever pings all the time wants something else.
    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        Session opened = session;
        if (pings.strike(desk.nanos().getAsLong())) {
            close(StatusCode.POLICY_VIOLATION, "too many pings");
        } else if (opened != null) {
            opened.sendPong(payload, Callback.NOOP);
        }
        demand();
    }

    private void read(byte[] message) {
        try {
            LinkState now = state();
            List<Frame> frames =
                    now instanceof LinkState.Linked linked
                            ? FrameReader.read(message, linked.inbox()::kind)
                            : FrameReader.read(message, _ -> ReplyKind.NONE);
            desk.tally().came(frames.size(), message.length);
            for (Frame frame : frames) {
                if (frame instanceof Frame.Malformed broken && isNotText(broken, message)) {
                    close(StatusCode.BAD_PAYLOAD, broken.why());
                    return;
                }
                take(frame);
            }
        } catch (RuntimeException e) {
            LOG.error("a message of {} could not be taken", name(), e);
            close(StatusCode.SERVER_ERROR, "the platform failed");
        }
        demand();
    }

    private static boolean isNotText(Frame.Malformed broken, byte[] message) {
        return broken.code() == ErrorCode.PARSE_ERROR
                && !JsonProof.isUtf8(message, 0, message.length);
    }

    private void take(Frame frame) {
        switch (state()) {
            case LinkState.Greeting _ ->
                    follow(
                            Handshake.greet(
                                    frame, desk.workers().get(), desk.self().get().binding()));
            case LinkState.Proving proving ->
                    follow(Handshake.prove(frame, proving, desk.workers().get()));
            case LinkState.Linked linked -> {
                String why = linked.inbox().take(frame);
                if (!why.isEmpty()) {
                    close(StatusCode.POLICY_VIOLATION, why);
                }
            }
            case LinkState.Closing _, LinkState.Closed _ -> {}
        }
    }

    private void follow(Handshake.Step step) {
        switch (step) {
            case Handshake.Step.Challenged(LinkState.Proving next, Frame.Challenge reply) -> {
                if (move(next)) {
                    send(reply);
                }
            }
            case Handshake.Step.Proved proved -> join(proved);
            case Handshake.Step.Refused(Frame.Failure reply) -> {
                server.refused(address(), "not authenticated");
                send(reply);
                close(StatusCode.POLICY_VIOLATION, "not authenticated");
            }
        }
    }

    private void join(Handshake.Step.Proved proved) {
        Session opened = session;
        Outbox out = outbox;
        if (opened == null || out == null) {
            return;
        }
        opened.setMaxBinaryMessageSize(WireVersion.MAX_MESSAGE_BYTES);
        opened.setMaxTextMessageSize(WireVersion.MAX_MESSAGE_BYTES);
        WorkerLink.Member member = new WorkerLink.Member(proved.hello(), proved.credential());
        WorkerLink link = server.join(this, member, out);
        link.send(link.welcome(proved.id(), proved.auth()));
    }

    /// The handshake is over and the link stands; false when the socket was closed meanwhile.
    boolean linked(WorkerLink link) {
        return move(new LinkState.Linked(link, new Inbox(link, desk)));
    }

    private synchronized boolean move(LinkState next) {
        if (state instanceof LinkState.Closing || state instanceof LinkState.Closed) {
            return false;
        }
        state = next;
        return true;
    }

    private void send(Frame frame) {
        Outbox out = outbox;
        if (out != null) {
            out.offer(FrameWriter.write(frame));
        }
    }

    private void demand() {
        Session opened = session;
        if (opened != null && opened.isOpen()) {
            opened.demand();
        }
    }

    /// One beat of the pulse.
    void beat(long nowNanos) {
        switch (state()) {
            case LinkState.Greeting _, LinkState.Proving _ -> {
                if (nowNanos - openedNanos > desk.settings().provenWithin().toNanos()) {
                    server.refused(address(), "not proved in time");
                    close(StatusCode.POLICY_VIOLATION, "not proved in time");
                }
            }
            case LinkState.Linked(WorkerLink link, Inbox _) -> cut(link.beat(nowNanos));
            case LinkState.Closing(long until) -> {
                if (nowNanos - until > 0) {
                    disconnect();
                }
            }
            case LinkState.Closed _ -> {}
        }
    }

    /// Ends without a goodbye, which would not arrive; does nothing when there is no reason.
    private void cut(String why) {
        if (!why.isEmpty()) {
            LOG.warn("link of {} cut: {}", name(), why);
            end(new LinkState.Closed());
            disconnect();
        }
    }

    private void broken(Throwable cause) {
        LOG.debug("a write to {} failed", name(), cause);
        end(new LinkState.Closed());
        disconnect();
    }

    private void disconnect() {
        Session opened = session;
        if (opened != null) {
            opened.disconnect();
        }
        end(new LinkState.Closed());
    }

    /// Says goodbye; calls that wait end at once.
    void close(int code, String why) {
        long until = desk.nanos().getAsLong() + FAREWELL.toNanos();
        LinkState before = end(new LinkState.Closing(until));
        Session opened = session;
        if (opened != null && !(before instanceof LinkState.Closed)) {
            if (before instanceof LinkState.Linked(WorkerLink link, Inbox _)) {
                LOG.info("link of {} closed with {}: {}", link.worker(), code, why);
            }
            opened.close(code, fitting(why), Callback.NOOP);
        }
    }

    /// A close frame has room for 123 bytes.
    private static String fitting(String why) {
        String plain = why.replaceAll("[^ -~]", "?");
        return plain.substring(0, Math.min(MAX_REASON, plain.length()));
    }

    @Override
    public void onWebSocketClose(int code, String why, Callback callback) {
        end(new LinkState.Closed());
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("socket of {} failed", name(), cause);
        end(new LinkState.Closed());
    }

    /// Moves towards the end and tells the server once what ended.
    private LinkState end(LinkState next) {
        LinkState before;
        synchronized (this) {
            before = state;
            if (!(before instanceof LinkState.Closed)) {
                state = next;
            }
        }
        if (!(before instanceof LinkState.Closing) && !(before instanceof LinkState.Closed)) {
            server.ended(this, before);
        }
        if (next instanceof LinkState.Closed) {
            server.forget(this);
        }
        return before;
    }

    String address() {
        Session opened = session;
        return opened == null ? "?" : String.valueOf(opened.getRemoteSocketAddress());
    }

    private String name() {
        return state() instanceof LinkState.Linked(WorkerLink link, Inbox _)
                ? link.worker()
                : address();
    }
}
