package dev.hera.worker.talk;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.codec.FrameWriter;
import dev.hera.wire.codec.ReplyKind;
import dev.hera.wire.scram.ScramWorker;
import dev.hera.worker.socket.Outbox;
import dev.hera.worker.socket.Received;

import java.time.Duration;
import java.util.function.LongFunction;

/// The first four messages of a link: both sides prove that they know the secret.
///
/// Runs on the reading thread, so that nothing the broker says behind its proof is heard before
/// the proof was checked. A broker that asks for anything earlier is hung up on.
public final class Greeting {
    /// Codes of the WebSocket with which a broker closes on a worker it does not accept.
    private static final int POLICY = 1008;

    private final Identity me;
    private final Inbox inbox;
    private final Outbox outbox;
    private final PendingAsks asks;
    private final ScramWorker scram;
    private final long deadline;

    /// How a greeting ended.
    public sealed interface Greeted {
        /// Both sides are who they say.
        record Welcomed(Frame.Welcome welcome) implements Greeted {}

        /// No link comes of it.
        record Failed(Ending ending) implements Greeted {}
    }

    Greeting(
            Identity me,
            BrokerNode broker,
            Inbox inbox,
            Outbox outbox,
            PendingAsks asks,
            Duration within) {
        this.me = me;
        this.inbox = inbox;
        this.outbox = outbox;
        this.asks = asks;
        this.scram = new ScramWorker(me.service(), me.secret(), broker.binding());
        this.deadline = System.nanoTime() + within.toNanos();
    }

    Greeted greet() throws InterruptedException {
        return switch (ask(id -> me.hello(id, scram.first()), ReplyKind.CHALLENGE)) {
            case Heard.Replied(Frame.Challenge challenge) -> prove(challenge);
            case Heard.Replied(Frame.Failure failure) -> refused(failure);
            case Heard.Replied(Frame.Reply other) -> lost("an unexpected reply to hera.hello");
            case Heard.NotSent(String why) -> lost(why);
            case Heard.Unanswered(String why) -> ended(why);
        };
    }

    private Greeted prove(Frame.Challenge challenge) throws InterruptedException {
        String proof;
        try {
            proof = scram.last(challenge.auth());
        } catch (IllegalArgumentException e) {
            return rejected("the broker's challenge is wrong: " + e.getMessage());
        }
        return switch (ask(id -> new Frame.Prove(id, proof), ReplyKind.WELCOME)) {
            case Heard.Replied(Frame.Welcome welcome) -> judge(welcome);
            case Heard.Replied(Frame.Failure failure) -> refused(failure);
            case Heard.Replied(Frame.Reply other) -> lost("an unexpected reply to hera.prove");
            case Heard.NotSent(String why) -> lost(why);
            case Heard.Unanswered(String why) -> ended(why);
        };
    }

    private Greeted judge(Frame.Welcome welcome) {
        return scram.brokerProved(welcome.auth())
                ? new Greeted.Welcomed(welcome)
                : rejected("the broker did not prove that it knows our secret's verifier");
    }

    private Greeted refused(Frame.Failure failure) {
        return switch (failure.code()) {
            case ErrorCode.UNAUTHENTICATED ->
                    rejected(
                            "the broker refuses the secret of service "
                                    + me.service()
                                    + "; check HERA_SECRET and that the service is known");
            case ErrorCode.FORBIDDEN ->
                    rejected("service " + me.service() + " may not link: " + failure.message());
            case ErrorCode.INVALID_PARAMS -> rejected("greeting: " + failure.message());
            default -> lost("the broker answers " + failure.code() + ": " + failure.message());
        };
    }

    private Heard ask(LongFunction<Frame.Request> request, ReplyKind kind)
            throws InterruptedException {
        PendingAsks.Ask ask = asks.open(kind).orElseThrow();
        if (!outbox.put(FrameWriter.write(request.apply(ask.id())), left())) {
            return new Heard.NotSent("the socket took nothing");
        }
        while (!ask.heard().isDone()) {
            Frame frame = inbox.next(left());
            if (frame == null) {
                return new Heard.Unanswered("no answer to the greeting in time");
            }
            if (frame instanceof Frame.Malformed malformed && malformed.reply()) {
                String why = "the broker's answer cannot be read: " + malformed.why();
                return new Heard.Replied(
                        new Frame.Failure(ask.id(), ErrorCode.INVALID_PARAMS, why, null));
            }
            if (!answers(frame)) {
                return new Heard.NotSent("the broker spoke before it proved itself");
            }
        }
        return ask.await(Duration.ZERO);
    }

    /// Whether the frame is a reply to us, or a note from a newer release that means nothing.
    private boolean answers(Frame frame) {
        return switch (frame) {
            case Frame.Reply reply -> asks.settle(reply);
            case Frame.UnknownNote note -> true;
            case Frame.Note note -> false;
            case Frame.Request request -> false;
            case Frame.Malformed malformed -> false;
        };
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    private Greeted ended(String why) {
        Received.Ended end = inbox.ended();
        if (end == null) {
            return lost(why);
        }
        return end.code() == POLICY ? rejected(end.toString()) : lost(end.toString());
    }

    private static Greeted rejected(String why) {
        return new Greeted.Failed(new Ending.Rejected(why));
    }

    private static Greeted lost(String why) {
        return new Greeted.Failed(new Ending.Lost("greeting: " + why));
    }
}
