package dev.hera.worker.talk;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.WireVersion;
import dev.hera.wire.codec.FrameWriter;
import dev.hera.wire.codec.ReplyKind;
import dev.hera.worker.calls.RunningCalls;
import dev.hera.worker.socket.Outbox;
import dev.hera.worker.socket.Socket;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/// One socket from the greeting to its end.
///
/// Two threads of its own: one reads and hears, one writes. Calls answer from their own threads
/// through the outbox, and anyone may ask the broker something. A conversation outlives its turn
/// when the broker is a lame duck: the link dials anew while calls here run to their end.
public final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final Outbox.Limits WAITING = new Outbox.Limits(4096, 16 << 20);

    private static final int TICKS_IN_SILENCE = 30;

    private final LinkTools tools;
    private final BrokerNode broker;
    private final Socket socket;
    private final PendingAsks asks = new PendingAsks();
    private final Inbox inbox;
    private final Outbox outbox = new Outbox(WAITING, WireVersion.MAX_GREETING_BYTES);
    private final RunningCalls calls;
    private final Breaches breaches = new Breaches();
    private final CompletableFuture<Greeting.Greeted> greeted = new CompletableFuture<>();
    private final CompletableFuture<Ending> turn = new CompletableFuture<>();
    private final CompletableFuture<Ending> end = new CompletableFuture<>();
    private volatile boolean retiring;
    private volatile boolean leaving;
    private volatile @Nullable String givenUp;

    public Conversation(LinkTools tools, BrokerNode broker, Socket socket) {
        this.tools = tools;
        this.broker = broker;
        this.socket = socket;
        this.inbox = new Inbox(socket, asks);
        this.calls = new RunningCalls(tools.duties(), tools.workload(), this::say);
    }

    /// Starts both threads.
    public void start() {
        Thread.ofVirtual().name("hera-link-" + broker.id()).start(this::live);
    }

    private void live() {
        Thread writer = Thread.ofVirtual().name("hera-out-" + broker.id()).start(this::write);
        Ending ending;
        try {
            ending = converse();
        } catch (InterruptedException e) {
            ending = new Ending.Left();
        } catch (RuntimeException e) {
            LOG.error("link to broker {} ended in a bug", broker.id(), e);
            ending = new Ending.Lost("a bug in this worker: " + e.getClass().getSimpleName());
        }
        asks.lose("the link is gone");
        outbox.close();
        greeted.complete(new Greeting.Greeted.Failed(ending));
        turn.complete(ending);
        hangUp(writer, ending);
        end.complete(ending);
    }

    /// Who leaves in peace sends what waits; any other socket is of no use any more.
    private void hangUp(Thread writer, Ending ending) {
        switch (ending) {
            case Ending.Rejected(String why) -> socket.close(Socket.NOT_PROVED, why);
            case Ending.Lost(String why) -> socket.close(Socket.BREACH, why);
            case Ending.Unreached unreached -> socket.close(Socket.BREACH, "");
            case Ending.LameDuck duck -> flush(writer);
            case Ending.Left left -> flush(writer);
        }
    }

    private void flush(Thread writer) {
        try {
            boolean unused = writer.join(tools.timings().write());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.close(Socket.GOING, "the worker goes");
    }

    private Ending converse() throws InterruptedException {
        Duration patience = tools.timings().greeting();
        Greeting greeting = new Greeting(tools.me(), broker, inbox, outbox, asks, patience);
        Greeting.Greeted how = greeting.greet();
        return switch (how) {
            case Greeting.Greeted.Failed(Ending ending) -> ending;
            case Greeting.Greeted.Welcomed(Frame.Welcome welcome) -> {
                int frame = Math.min(welcome.maxFrame(), WireVersion.MAX_MESSAGE_BYTES);
                int batch = Math.min(welcome.maxBatch(), WireVersion.MAX_BATCH);
                outbox.agree(frame <= 0 ? WireVersion.MAX_MESSAGE_BYTES : frame, batch);
                socket.limit(WireVersion.MAX_MESSAGE_BYTES);
                greeted.complete(how);
                yield serve();
            }
        };
    }

    /// Hears whatever comes, until the socket ends or is not needed any more.
    private Ending serve() throws InterruptedException {
        Duration silence = tools.timings().silence();
        Duration tick = silence.dividedBy(TICKS_IN_SILENCE);
        Duration doubtful = silence.dividedBy(6);
        while (!leaving && !(retiring && calls.size() == 0)) {
            Frame frame = inbox.next(tick);
            if (frame != null) {
                hear(frame);
            } else if (inbox.ended() != null) {
                return new Ending.Lost(String.valueOf(inbox.ended()));
            } else if (inbox.silence().compareTo(silence) > 0) {
                return new Ending.Lost("nothing heard for " + silence.toMillis() + " ms");
            } else if (inbox.silence().compareTo(doubtful) > 0) {
                socket.probe();
            }
            String why = givenUp;
            if (why != null) {
                return new Ending.Lost(why);
            }
            if (breaches.tooMany()) {
                return new Ending.Lost("the broker breaks the protocol: " + breaches);
            }
        }
        return new Ending.Left();
    }

    private void hear(Frame frame) {
        switch (frame) {
            case Frame.Invoke call -> calls.start(call);
            case Frame.StatusAsk ask -> say(new Frame.Status(ask.id(), tools.pulse().report()));
            case Frame.Request request -> {
                String why = "this worker does not know this method";
                say(new Frame.Failure(request.id(), ErrorCode.METHOD_NOT_FOUND, why, null));
            }
            case Frame.Reply reply -> {
                if (!asks.settle(reply)) {
                    breaches.add("a reply to nothing");
                }
            }
            case Frame.Note note -> note(note);
            case Frame.Malformed malformed -> malformed(malformed);
        }
    }

    private void note(Frame.Note note) {
        switch (note) {
            case Frame.Cancel cancel -> calls.cancel(cancel.target());
            case Frame.LameDuck duck ->
                    turn.complete(new Ending.LameDuck(Duration.ofMillis(duck.reconnectAfterMs())));
            case Frame.VitalsNote vitals -> breaches.add("vitals of a broker");
            case Frame.UnknownNote unknown -> LOG.debug("ignored: {}", unknown.method());
        }
    }

    /// Answers what broke the protocol under its id; without one nothing can be answered that the
    /// other side would not take for a breach of ours.
    private void malformed(Frame.Malformed malformed) {
        breaches.add(malformed.why());
        if (malformed.reply()) {
            // What was asked may have been done all the same: no code that says it was not.
            String why = "the reply cannot be read: " + malformed.why();
            int code = greeted.isDone() ? ErrorCode.INTERNAL_ERROR : malformed.code();
            boolean unused = asks.settle(new Frame.Failure(malformed.id(), code, why, null));
        } else if (malformed.id() >= 0) {
            say(malformed);
        }
    }

    /// Sends a frame, waiting for room; what cannot leave is dropped, for the link is dead then.
    public void say(Frame frame) {
        byte[] message = FrameWriter.write(frame);
        int most = outbox.maxFrame();
        if (message.length > most && frame instanceof Frame.Answer answer) {
            long id = answer.id();
            message =
                    FrameWriter.write(
                            RunningCalls.tooLarge(id, message.length, most, answer.load()));
        }
        try {
            if (!outbox.put(message, tools.timings().write())) {
                LOG.debug("a message to broker {} went nowhere: the link is gone", broker.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether this call came over this socket and still runs.
    public boolean serves(UUID call) {
        return calls.serves(call);
    }

    /// Asks the broker something and waits for the reply. An interrupt takes a call back.
    public Heard ask(LongFunction<Frame.Request> request, ReplyKind kind, Duration within)
            throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        PendingAsks.Ask ask = asks.open(kind).orElse(null);
        if (ask == null) {
            return new Heard.NotSent(
                    "the link is gone, or " + PendingAsks.MAX + " questions wait already");
        }
        try {
            byte[] message = FrameWriter.write(request.apply(ask.id()));
            if (message.length > outbox.maxFrame()) {
                return new Heard.NotSent(message.length + " bytes are more than the broker takes");
            }
            if (!outbox.put(message, within)) {
                return new Heard.NotSent("the link took nothing");
            }
            return ask.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        } finally {
            if (asks.forget(ask) && kind == ReplyKind.ANSWER) {
                say(new Frame.Cancel(ask.id()));
            }
        }
    }

    private void write() {
        try {
            byte[] message = outbox.take();
            while (message != null && socket.send(message, tools.timings().write())) {
                message = outbox.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            outbox.close();
        }
    }

    /// How the greeting ended, once it has.
    public CompletableFuture<Greeting.Greeted> greeted() {
        return greeted;
    }

    /// How the turn ended: the socket's end, or that the broker goes.
    public CompletableFuture<Ending> turn() {
        return turn;
    }

    /// How it all ended.
    public CompletableFuture<Ending> end() {
        return end;
    }

    /// Takes no new call, and closes when the last one has answered.
    public void retire() {
        retiring = true;
        socket.nudge();
    }

    /// Refuses new calls; the link stays.
    public void refuseCalls() {
        calls.stop();
    }

    /// Closes because the broker is of no use.
    public void giveUp(String why) {
        givenUp = why;
        socket.nudge();
    }

    /// Sends what waits, and closes.
    public void leave() {
        leaving = true;
        socket.nudge();
    }
}
