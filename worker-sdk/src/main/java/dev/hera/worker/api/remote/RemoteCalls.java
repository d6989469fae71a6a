package dev.hera.worker.api.remote;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.wire.Body;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.compare.Hermetic;
import dev.hera.worker.api.remote.RemoteException.Outcome;
import dev.hera.worker.talk.Heard;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// All remote calls of one handler. Its thread makes them, each future has a thread of its own;
/// when the handler ends, whatever still waits is taken back.
public final class RemoteCalls implements AutoCloseable {
    /// The broker says how a call ended at its deadline; the link needs a moment to bring that.
    private static final Duration GRACE = Duration.ofMillis(500);

    /// What goes on from call to call.
    private static final Set<String> CARRIED =
            Set.of("traceparent", "tracestate", "baggage", Hermetic.HEADER);

    private final Frame.Invoke parent;
    private final long end;
    private final Way way;
    private final ObjectMapper mapper;
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param parent the call whose handler this is
    /// @param left how long its caller still waits
    /// @param mapper how values become JSON
    public RemoteCalls(Frame.Invoke parent, Duration left, Way way, ObjectMapper mapper) {
        this.parent = parent;
        this.end = System.nanoTime() + left.toNanos();
        this.way = way;
        this.mapper = mapper;
    }

    /// Begins a call.
    ///
    /// @throws IllegalArgumentException when the endpoint is no name of one
    public RemoteCall to(String endpoint) {
        return new RemoteCall(this, mapper, Target.of(endpoint));
    }

    CompletableFuture<RemoteAnswer> later(RemoteCall.Ready call) {
        CompletableFuture<RemoteAnswer> answer = new CompletableFuture<>();
        Thread thread =
                Thread.ofVirtual()
                        .name("hera-remote-" + parent.uuid())
                        .unstarted(() -> complete(answer, call));
        waiting.add(thread);
        var unused = answer.whenComplete((value, failure) -> release(thread, answer));
        thread.start();
        if (closed) {
            thread.interrupt();
        }
        return answer;
    }

    private void complete(CompletableFuture<RemoteAnswer> answer, RemoteCall.Ready call) {
        try {
            boolean unused = answer.complete(send(call));
        } catch (RuntimeException e) {
            boolean unused = answer.completeExceptionally(e);
        }
    }

    private void release(Thread thread, CompletableFuture<RemoteAnswer> answer) {
        waiting.remove(thread);
        if (answer.isCancelled()) {
            thread.interrupt();
        }
    }

    RemoteAnswer send(RemoteCall.Ready call) {
        long last = end(call.longest());
        try {
            Heard heard = ask(call, last);
            if (heard instanceof Heard.Unanswered && call.idempotent() && left(last) > 0) {
                heard = ask(call, last);
            }
            return answer(heard, Duration.ofNanos(left(last)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(Outcome.UNKNOWN, ErrorCode.DEADLINE, "the call was given up", null);
        }
    }

    private Heard ask(RemoteCall.Ready call, long last) throws InterruptedException {
        long left = left(last);
        if (left < 1_000_000) {
            String why = "no time is left to call " + call.endpoint();
            throw failed(Outcome.NOT_EXECUTED, ErrorCode.DEADLINE, why, null);
        }
        Duration patience = Duration.ofNanos(left).plus(GRACE);
        return way.ask(id -> frame(id, call, last), parent.uuid(), patience);
    }

    private Frame.RemoteCall frame(long id, RemoteCall.Ready call, long last) {
        Map<String, String> headers = new HashMap<>(parent.headers());
        headers.keySet().retainAll(CARRIED);
        return new Frame.RemoteCall(
                id,
                call.endpoint(),
                call.path(),
                call.query(),
                headers,
                call.body(),
                call.body() instanceof Body.None ? null : "application/json",
                Math.max(1, left(last) / 1_000_000),
                parent.root(),
                parent.uuid(),
                parent.depth(),
                call.onBehalf());
    }

    private long end(@Nullable Duration longest) {
        long own = longest == null ? end : System.nanoTime() + longest.toNanos();
        return own - end < 0 ? own : end;
    }

    private static long left(long last) {
        return Math.max(0, last - System.nanoTime());
    }

    private RemoteAnswer answer(Heard heard, Duration left) {
        switch (heard) {
            case Heard.Replied(Frame.Answer answer) -> {
                return new RemoteAnswer(answer, mapper);
            }
            case Heard.Replied(Frame.Failure failure) -> throw failed(failure);
            case Heard.Replied(Frame.Reply other) ->
                    throw failed(
                            Outcome.UNKNOWN,
                            ErrorCode.INTERNAL_ERROR,
                            "the broker answered something else",
                            null);
            case Heard.NotSent(String why) ->
                    throw failed(Outcome.NOT_EXECUTED, ErrorCode.BUSY, why, null);
            case Heard.Unanswered(String why) ->
                    throw failed(
                            Outcome.UNKNOWN,
                            left.isZero() ? ErrorCode.DEADLINE : ErrorCode.WORKER_LOST,
                            why,
                            null);
        }
    }

    private static RemoteException failed(Frame.Failure failure) {
        Frame.Told told = failure.told();
        Outcome outcome = told == null ? guess(failure.code()) : outcome(told.outcome());
        UUID uuid = told == null ? null : told.uuid();
        return failed(outcome, failure.code(), failure.message(), uuid);
    }

    private static Outcome outcome(String word) {
        return switch (word) {
            case "answered" -> Outcome.ANSWERED;
            case "not-executed" -> Outcome.NOT_EXECUTED;
            default -> Outcome.UNKNOWN;
        };
    }

    /// What the link itself refuses was not executed.
    private static Outcome guess(int code) {
        return switch (code) {
            case ErrorCode.BUSY,
                    ErrorCode.METHOD_NOT_FOUND,
                    ErrorCode.INVALID_REQUEST,
                    ErrorCode.INVALID_PARAMS ->
                    Outcome.NOT_EXECUTED;
            default -> Outcome.UNKNOWN;
        };
    }

    private static RemoteException failed(
            Outcome outcome, int code, String why, @Nullable UUID uuid) {
        return new RemoteException(outcome, code, why, uuid);
    }

    /// The handler has ended: what still waits is taken back.
    @Override
    public void close() {
        closed = true;
        waiting.forEach(Thread::interrupt);
    }
}
