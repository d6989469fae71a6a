package dev.hera.worker.calls;

import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.WireVersion;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The calls that came over one link, each on a virtual thread of its own.
///
/// The link's reading thread starts and cancels; a call's thread answers. When the link dies the
/// calls run on to their end, since half done is worse, and their answers go nowhere.
public final class RunningCalls {
    private static final Logger LOG = LoggerFactory.getLogger(RunningCalls.class);

    private final Duties duties;
    private final Workload workload;
    private final Consumer<Frame> out;
    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final SeenIds seen = new SeenIds();
    private volatile boolean stopped;

    /// One call and the thread it runs on.
    private record Running(UUID call, Thread thread) {}

    /// @param out takes an answer, on the call's thread, which may wait there for room
    public RunningCalls(Duties duties, Workload workload, Consumer<Frame> out) {
        this.duties = duties;
        this.workload = workload;
        this.out = out;
    }

    /// Starts a call, or says why not.
    public void start(Frame.Invoke call) {
        if (!seen.add(call.id())) {
            // Without the id: under it, the refusal would end the call that runs.
            String why = "call id " + call.id() + " came twice";
            out.accept(new Frame.Malformed(-1, false, ErrorCode.INVALID_REQUEST, why));
            return;
        }
        if (stopped || !enter(call)) {
            out.accept(refusal(call));
            return;
        }
        Thread thread = Thread.ofVirtual().name("hera-call-" + call.uuid()).unstarted(work(call));
        running.put(call.id(), new Running(call.uuid(), thread));
        thread.start();
    }

    private boolean enter(Frame.Invoke call) {
        return call.force() ? workload.tryForce() : workload.tryEnter();
    }

    private Frame refusal(Frame.Invoke call) {
        String why = stopped ? "the worker is draining" : "the worker is busy";
        Load load = load(workload.inFlight(), 0, true);
        return new Frame.Failure(call.id(), ErrorCode.BUSY, why, load);
    }

    private Runnable work(Frame.Invoke call) {
        return () -> {
            long started = System.nanoTime();
            Frame.Reply reply = run(call);
            long micros = (System.nanoTime() - started) / 1000;
            running.remove(call.id());
            // A cancel that came late must not disturb the sending of the answer.
            boolean unused = Thread.interrupted();
            int inFlight = workload.leave();
            out.accept(loaded(reply, load(inFlight, micros, workload.isBusy())));
        };
    }

    /// Runs the handler; whatever it throws past its own room is a bug, logged and not told.
    private Frame.Reply run(Frame.Invoke call) {
        try {
            Frame.Reply reply = duties.run().apply(call, Duration.ofMillis(call.deadlineMs()));
            return fitting(reply);
        } catch (RuntimeException | Error e) {
            LOG.error("call {} of {} ended in a bug", call.uuid(), call.endpoint(), e);
            return new Frame.Failure(call.id(), ErrorCode.INTERNAL_ERROR, "internal error", null);
        }
    }

    private static Frame.Reply fitting(Frame.Reply reply) {
        if (reply instanceof Frame.Answer answer
                && answer.body().length() > WireVersion.MAX_BODY_BYTES) {
            return tooLarge(reply.id(), answer.body().length(), WireVersion.MAX_BODY_BYTES, null);
        }
        return reply;
    }

    /// The error that takes the place of an answer over a limit.
    public static Frame.Failure tooLarge(long id, int bytes, int allowed, @Nullable Load load) {
        String why = "the answer has " + bytes + " bytes, allowed are " + allowed;
        return new Frame.Failure(id, ErrorCode.INTERNAL_ERROR, why, load);
    }

    private Load load(int inFlight, long micros, boolean busy) {
        return new Load(
                inFlight,
                running.size(),
                Math.max(0, micros),
                busy,
                workload.isDraining(),
                workload.isShortOfMemory());
    }

    private static Frame.Reply loaded(Frame.Reply reply, Load load) {
        return switch (reply) {
            case Frame.Answer a ->
                    new Frame.Answer(
                            a.id(), a.status(), a.headers(), a.body(), a.contentType(), load);
            case Frame.Failure f -> new Frame.Failure(f.id(), f.code(), f.message(), load);
            default -> throw new IllegalStateException("not an answer of a call: " + reply);
        };
    }

    /// The caller gave up: the handler's thread is interrupted, if it still runs.
    public void cancel(long id) {
        running.computeIfPresent(
                id,
                (key, call) -> {
                    call.thread().interrupt();
                    return call;
                });
    }

    /// Whether this call came over this link and still runs.
    public boolean serves(UUID call) {
        return running.values().stream().anyMatch(one -> one.call().equals(call));
    }

    /// Refuses every call that comes from now on; the running ones go on.
    public void stop() {
        stopped = true;
    }

    /// How many calls of this link run.
    public int size() {
        return running.size();
    }
}
