package dev.hera.broker.journal.keys;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.Samples;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Endpoint.RecordMode;
import dev.hera.wire.accept.Acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// A desk for keys, the records that it looks at, and callers who come with one key.
final class KeyStage implements KeyDesk.Records {
    private static final Caller SHOP = new Caller("shop", "call *");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final KeyShelf shelf = new KeyShelf();
    private final Samples samples = new Samples(11);
    private final Map<CallId, CallRecord> records = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final KeyDesk desk = new KeyDesk(shelf, this, Instant::now);

    /// One caller's question, on a thread of its own.
    record Asked(Thread thread, FutureTask<KeyDesk.Decision> decision) {
        /// Whether it stands still, or has been decided.
        boolean isQuiet() {
            return decision.isDone() || thread.getState() == Thread.State.TIMED_WAITING;
        }

        KeyDesk.Decision get() throws Exception {
            return decision.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    static Endpoint endpoint() {
        return new Endpoint(
                "POST /0/echo", Acceptance.NONE, RecordMode.DURABLE, false, PATIENCE, 0, List.of());
    }

    private Call call() {
        Opening opening = samples.usual();
        return new Call(
                opening.id(),
                Origin.HTTP,
                "POST",
                "/0/echo",
                "/0/echo",
                "",
                Map.of(),
                Body.NONE,
                null,
                Credential.NONE,
                null,
                Instant.now(),
                System.nanoTime(),
                opening.id(),
                null,
                "key",
                false);
    }

    /// The first call with the key runs.
    CallId first() {
        KeyDesk.Decision.First first = (KeyDesk.Decision.First) decide();
        CallId id = id(first);
        records.put(id, new CallRecord(samples.usual(), null, null, null, 1));
        write(first);
        return id;
    }

    /// The row can be read from now on.
    void write(KeyDesk.Decision.First first) {
        shelf.put(first.row());
        first.row().written().run();
    }

    static CallId id(KeyDesk.Decision.First first) {
        return KeyRow.read(first.row().value()).first();
    }

    private KeyDesk.Decision decide() {
        return desk.decide(call(), SHOP, endpoint(), "key");
    }

    Asked ask() {
        FutureTask<KeyDesk.Decision> decision = new FutureTask<>(this::decide);
        return new Asked(Thread.ofPlatform().start(decision), decision);
    }

    /// How many wait for the end of the first.
    int waiting() {
        return waiting.get();
    }

    /// A call ended, with such an outcome.
    void end(CallId id, String outcome) {
        Opening opening = samples.usual();
        Ending answered = samples.answered(opening);
        Ending ending =
                new Ending(
                        Instant.now(),
                        outcome,
                        outcome.equals("answered") ? "" : "overloaded",
                        "",
                        answered.status(),
                        Map.of(),
                        answered.contentType(),
                        answered.body(),
                        answered.attempts(),
                        answered.ledger(),
                        answered.worker(),
                        null);
        records.put(id, new CallRecord(opening, ending, null, null, 1));
        ended.countDown();
    }

    @Override
    public Optional<CallRecord> find(CallId id) {
        return Optional.ofNullable(records.get(id));
    }

    @Override
    public Optional<CallRecord> awaitEnd(CallId id, Duration patience) {
        waiting.incrementAndGet();
        try {
            var _ = ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return find(id);
    }

    static void await(BooleanSupplier so) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it did not happen in " + PATIENCE);
            }
            Thread.onSpinWait();
        }
    }
}
