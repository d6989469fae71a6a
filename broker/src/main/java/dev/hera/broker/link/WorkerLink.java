package dev.hera.broker.link;

import dev.hera.broker.access.WorkerCredential;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.link.flow.LinkTally;
import dev.hera.broker.link.flow.Outbox;
import dev.hera.broker.link.flow.PendingCall;
import dev.hera.broker.link.flow.PendingCalls;
import dev.hera.broker.link.flow.Questions;
import dev.hera.broker.link.flow.VitalsGate;
import dev.hera.broker.route.Line;
import dev.hera.wire.Frame;
import dev.hera.wire.WireVersion;
import dev.hera.wire.codec.FrameWriter;

import java.time.Duration;

/// The way to one worker that has proved itself.
///
/// `call` runs on the caller's virtual thread: it writes the frame itself when nobody else is
/// writing, then parks until the reader, the pulse or the link's death ends the call. The surprise:
/// it sets no timer, the pulse looks for late calls.
final class WorkerLink implements Line {
    /// Calls under way from which on one lets others go first.
    private static final int CROWD = 2;

    private final String worker;
    private final Frame.Hello hello;
    private final WorkerCredential credential;
    private final Outbox outbox;
    private final LinkDesk desk;
    private final PendingCalls pending;
    private final Questions questions;
    private final VitalsGate vitals;
    private final long joinedNanos;
    private volatile boolean open = true;

    // the pulse's own
    private long nextAskNanos;
    private boolean suspected;

    WorkerLink(String worker, Member member, Outbox outbox, LinkDesk desk) {
        this.worker = worker;
        this.hello = member.hello();
        this.credential = member.credential();
        this.outbox = outbox;
        this.desk = desk;
        this.pending = new PendingCalls(desk.settings().pendingCalls());
        this.questions = new Questions(desk.settings().remoteCalls());
        this.joinedNanos = desk.nanos().getAsLong();
        this.vitals = new VitalsGate(joinedNanos);
        this.nextAskNanos = joinedNanos + phase(worker);
    }

    /// Who is at the other end.
    record Member(Frame.Hello hello, WorkerCredential credential) {}

    @Override
    public String worker() {
        return worker;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public Reply call(Frame.Invoke invoke, Deadline deadline) {
        if (deadline.passed(desk.nanos().getAsLong())) {
            return new Reply.Late(false);
        }
        if (pending.isFull()) {
            desk.tally().count(LinkTally.What.QUEUE_FULL);
            return new Reply.Full(pending.count());
        }
        long id = pending.nextId();
        byte[] message = FrameWriter.write(numbered(invoke, id));
        PendingCall call = pending.open(id, deadline);
        Outbox.Offer offer =
                pending.count() > CROWD
                        ? outbox.offerInCrowd(message, call)
                        : outbox.offer(message, call);
        return switch (offer) {
            case TAKEN -> ended(call, call.await());
            case FULL -> {
                pending.forget(call);
                desk.tally().count(LinkTally.What.QUEUE_FULL);
                yield new Reply.Full(outbox.messages());
            }
            case CLOSED -> {
                pending.forget(call);
                yield new Reply.Lost(false);
            }
        };
    }

    private Reply ended(PendingCall call, Reply reply) {
        if (reply instanceof Reply.Late(boolean left)) {
            if (left) {
                pending.giveUp(call);
                send(new Frame.Cancel(call.id()));
            } else {
                pending.forget(call);
            }
        }
        return reply;
    }

    /// The same call under this link's own number.
    private static Frame.Invoke numbered(Frame.Invoke f, long id) {
        return new Frame.Invoke(
                id,
                f.endpoint(),
                f.uuid(),
                f.attempt(),
                f.path(),
                f.query(),
                f.headers(),
                f.body(),
                f.contentType(),
                f.caller(),
                f.deadlineMs(),
                f.receivedAt(),
                f.root(),
                f.parent(),
                f.replay(),
                f.force(),
                f.depth());
    }

    /// The last word of the greeting.
    ///
    /// @param auth the broker's own proof
    Frame.Welcome welcome(long id, String auth) {
        return new Frame.Welcome(
                id,
                auth,
                desk.self().get().id(),
                worker,
                WireVersion.MAX_MESSAGE_BYTES,
                WireVersion.MAX_BATCH,
                VitalsGate.MAX_PER_SECOND);
    }

    /// Sends anything but a call; a link that cannot take it any more is about to be cut anyway.
    void send(Frame frame) {
        if (outbox.offer(FrameWriter.write(frame)) == Outbox.Offer.FULL) {
            desk.tally().count(LinkTally.What.QUEUE_FULL);
        }
    }

    /// Takes no more calls and says so after the last one.
    void drained(Frame.Acknowledged answer) {
        outbox.lastCallsThen(FrameWriter.write(answer));
    }

    /// Spreads the questions to many workers over the interval.
    private long phase(String id) {
        long every = desk.settings().statusEvery().toNanos();
        return Math.floorMod(id.hashCode() * 0x9e3779b97f4a7c15L, every);
    }

    /// One beat of the pulse: ends late calls, asks for vitals, and looks whether the worker is
    /// there. Returns why the link must be cut, or an empty text.
    String beat(long nowNanos) {
        LinkSettings limits = desk.settings();
        pending.sweep(nowNanos);
        if (outbox.writingFor(nowNanos) > limits.writeWithin().toNanos()) {
            desk.tally().count(LinkTally.What.WRITE_TIMEOUT);
            return "a write took longer than " + limits.writeWithin().toMillis() + " ms";
        }
        long silence = vitals.silence(nowNanos);
        if (silence > limits.deadAfter().toNanos()) {
            return "silent for " + Duration.ofNanos(silence).toMillis() + " ms";
        }
        boolean silent = silence > limits.suspectAfter().toNanos();
        if (silent && !suspected) {
            desk.events().suspect().accept(worker);
        }
        suspected = silent;
        if (nowNanos - nextAskNanos >= 0) {
            nextAskNanos = nowNanos + limits.statusEvery().toNanos();
            ask(nowNanos);
        }
        return "";
    }

    private void ask(long nowNanos) {
        long id = pending.nextId();
        vitals.asked(id, nowNanos);
        send(new Frame.StatusAsk(id));
    }

    /// Nothing more leaves.
    void silence() {
        outbox.shut();
    }

    /// The link is over: nothing more leaves, every waiting call ends as lost, and nobody waits for
    /// what the worker asked.
    void end() {
        open = false;
        outbox.shut();
        pending.lose();
        questions.end();
    }

    Frame.Hello hello() {
        return hello;
    }

    WorkerCredential credential() {
        return credential;
    }

    PendingCalls pending() {
        return pending;
    }

    Questions questions() {
        return questions;
    }

    VitalsGate vitals() {
        return vitals;
    }

    LinkView view(String address, long nowNanos) {
        return new LinkView(
                worker,
                hello,
                address,
                Duration.ofNanos(nowNanos - joinedNanos),
                pending.count(),
                outbox.messages(),
                outbox.bytes(),
                Duration.ofNanos(vitals.silence(nowNanos)));
    }
}
