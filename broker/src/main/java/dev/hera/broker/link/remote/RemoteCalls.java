package dev.hera.broker.link.remote;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.dispatch.Dispatcher;
import dev.hera.broker.dispatch.StandIn;
import dev.hera.broker.dispatch.Underway;
import dev.hera.broker.link.WorkerAsks.Asker;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.WireVersion;
import dev.hera.wire.compare.Hermetic;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Where a worker's own calls come in, each on a virtual thread of its own.
///
/// What a worker says of the call it works for (root, depth, time left) is believed only as far as
/// this broker does not know better; a call on behalf of its caller needs that call to be here.
public final class RemoteCalls {
    private static final Duration CUT = Duration.ofMillis(2);

    private final Dispatcher dispatcher;
    private final Reading reading;
    private final RemoteReplies replies;
    private final CallIds ids;
    private final AtomicInteger inFlight = new AtomicInteger();

    /// How callers' paths and headers are read; the same for workers.
    ///
    /// @param path the decoded path, empty when it can be read in two ways
    /// @param headers those that travel on
    public record Reading(
            Function<String, Optional<String>> path, UnaryOperator<Map<String, String>> headers) {}

    /// @param ids makes the calls' ids
    public RemoteCalls(Dispatcher dispatcher, Reading reading, CallIds ids) {
        this.dispatcher = dispatcher;
        this.reading = reading;
        this.replies = new RemoteReplies(ids.broker());
        this.ids = ids;
    }

    /// Makes the call and waits for its end; an interrupt is the worker giving up.
    public Frame.Reply answer(Asker asker, Frame.RemoteCall frame) {
        inFlight.incrementAndGet();
        try {
            long nanos = System.nanoTime();
            Instant now = ids.now();
            CallId id = ids.next(now);
            Underway.Held parent =
                    dispatcher
                            .underway()
                            .find(new CallId(frame.parent()), asker.worker())
                            .orElse(null);
            Refusal fault = fault(frame, parent);
            Outcome outcome =
                    fault == null
                            ? walked(call(id, asker, frame, parent, now, nanos), parent)
                            : new Outcome.NotExecuted(fault, null, Ledger.NONE);
            return replies.of(frame.id(), id, outcome);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /// The call above knows of it while it is under way, and can say what it waited for.
    private Outcome walked(Call call, Underway.@Nullable Held parent) {
        if (parent == null) {
            return dispatcher.dispatch(call);
        }
        StandIn standIn = parent.standIn();
        if (standIn != null) {
            return standIn.answer(call, parent.worker());
        }
        parent.errands().begins(call.id());
        Outcome outcome = dispatcher.dispatch(call);
        parent.errands().ended(call.id(), outcome);
        return outcome;
    }

    /// What is wrong with it; null when nothing is.
    private @Nullable Refusal fault(Frame.RemoteCall frame, Underway.@Nullable Held parent) {
        if (parent == null && frame.headers().containsKey(Hermetic.HEADER)) {
            return new Refusal.Forbidden(
                    ("call %s is replayed without running what it calls; only the broker that"
                                    + " replays it answers, while it runs")
                            .formatted(frame.parent()));
        }
        if (isRest(frame) && reading.path().apply(frame.path()).isEmpty()) {
            return new Refusal.Malformed(
                    "the path can be read in more than one way; send it plain");
        }
        if (!frame.query().chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#')) {
            return new Refusal.Malformed("the query is not percent-encoded");
        }
        if (frame.body().length() > WireVersion.MAX_BODY_BYTES) {
            return new Refusal.TooLarge(
                    "the body has %d bytes, allowed are %d"
                            .formatted(frame.body().length(), WireVersion.MAX_BODY_BYTES));
        }
        if (frame.onBehalf() && (parent == null || hasNoCaller(parent))) {
            return new Refusal.Forbidden(
                    "no caller of call %s is here to act for; ask as the service itself"
                            .formatted(frame.parent()));
        }
        return null;
    }

    /// Whoever asked for a delivery or a replay is not here any more. Where the answer of then is
    /// given nobody acts, and nobody has to be here.
    private static boolean hasNoCaller(Underway.Held parent) {
        Call call = parent.call();
        return parent.standIn() == null
                && call.credential().isMissing()
                && !(call.origin() instanceof Origin.Remote);
    }

    private static boolean isRest(Frame.RemoteCall frame) {
        return frame.endpoint().indexOf(' ') >= 0;
    }

    private Call call(
            CallId id,
            Asker asker,
            Frame.RemoteCall frame,
            Underway.@Nullable Held parent,
            Instant now,
            long nanos) {
        String name = frame.endpoint();
        boolean rest = isRest(frame);
        return new Call(
                id,
                origin(asker, frame, parent),
                rest ? name.substring(0, name.indexOf(' ')) : "",
                rest ? frame.path() : name,
                rest ? reading.path().apply(frame.path()).orElseThrow() : name,
                frame.query(),
                reading.headers().apply(frame.headers()),
                frame.body(),
                frame.contentType(),
                frame.onBehalf() && parent != null ? parent.call().credential() : Credential.NONE,
                patience(frame, parent, nanos),
                now,
                nanos,
                parent == null ? new CallId(frame.root()) : parent.call().root(),
                new CallId(frame.parent()),
                null,
                false);
    }

    private static Origin origin(
            Asker asker, Frame.RemoteCall frame, Underway.@Nullable Held parent) {
        int above = parent == null ? frame.depth() : parent.call().depth();
        int depth = Math.min(above, Origin.Remote.MAX_DEPTH) + 1;
        String behalf = frame.onBehalf() && parent != null ? parent.caller().id() : "";
        return new Origin.Remote(asker.service(), depth, behalf);
    }

    /// What the worker says, never more than its own call has left; null when nobody says.
    ///
    /// What a worker says has been cut to whole milliseconds twice since its call left. Who says as
    /// good as all that is left gets that: the calls of a chain then end at one instant, and each
    /// is told why.
    private static @Nullable Duration patience(
            Frame.RemoteCall frame, Underway.@Nullable Held parent, long nanos) {
        long most = Endpoint.MAX_TIMEOUT.toMillis();
        Duration said = Duration.ofMillis(Math.min(frame.deadlineMs(), most));
        if (parent == null) {
            return said.isZero() ? null : said;
        }
        Duration left = parent.deadline().left(nanos);
        return said.isZero() || said.plus(CUT).compareTo(left) >= 0 ? left : said;
    }

    /// Remote calls taken in whose reply is not out yet.
    public int inFlight() {
        return inFlight.get();
    }
}
