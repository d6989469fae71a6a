package dev.hera.broker.journal;

import dev.hera.broker.call.Attempt;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Endpoint.RecordMode;
import dev.hera.wire.JsonText;
import dev.hera.wire.accept.Acceptance;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A journal in a folder, and calls to put into it.
final class JournalStage implements AutoCloseable {
    static final Caller SHOP = new Caller("shop", "call *");
    private static final long PATIENCE_SECONDS = 60;

    final WillfulStore store;
    final Journal journal;
    final CompletableFuture<JournalFault> failed = new CompletableFuture<>();
    private final InstantSource clock;
    private final Random random = new Random();

    JournalStage(Path folder) {
        this(folder, settings(folder));
    }

    JournalStage(Path folder, JournalSettings settings) {
        this(folder, settings, Clock.systemUTC());
    }

    JournalStage(Path folder, JournalSettings settings, InstantSource clock) {
        this.clock = clock;
        store = new WillfulStore(folder);
        journal = Journal.on(store, settings, clock, failed::complete);
    }

    static JournalSettings settings(Path folder) {
        return JournalSettings.usual(folder).queueOf(1 << 20).lowAt(0, 0);
    }

    Call call(String json) {
        Body body = new Body.Json(JsonText.trusted(json.getBytes(StandardCharsets.UTF_8)));
        return call(body, "", Map.of("user-agent", "a test"));
    }

    Call call(Body body, String query, Map<String, String> headers) {
        return call(body, query, headers, null);
    }

    /// One that comes with a key.
    Call keyed(String key) {
        return call(Body.NONE, "", Map.of(), key);
    }

    private Call call(Body body, String query, Map<String, String> headers, @Nullable String key) {
        CallId id = CallId.next(clock.instant(), 7, random);
        return new Call(
                id,
                Origin.HTTP,
                "POST",
                "/0/echo",
                "/0/echo",
                query,
                headers,
                body,
                "application/json",
                Credential.NONE,
                null,
                clock.instant(),
                System.nanoTime(),
                id,
                null,
                key,
                false);
    }

    static Endpoint endpoint(RecordMode mode, String... sensitive) {
        return endpoint(mode, false, sensitive);
    }

    static Endpoint idempotent() {
        return endpoint(RecordMode.DURABLE, true);
    }

    private static Endpoint endpoint(RecordMode mode, boolean idempotent, String... sensitive) {
        return new Endpoint(
                "POST /0/echo",
                Acceptance.NONE,
                mode,
                idempotent,
                Endpoint.DEFAULT_TIMEOUT,
                0,
                List.of(sensitive));
    }

    Recording open(Call call, RecordMode mode) {
        return (Recording) journal.open(call, SHOP, endpoint(mode));
    }

    /// A whole call, answered with its own body.
    CallId whole(String json, RecordMode mode) {
        Call call = call(json);
        try (Recording recording = open(call, mode)) {
            sent(recording, call);
            recording.complete(answered(call));
        }
        return call.id();
    }

    static void sent(Recording recording, Call call) {
        recording.leaving(1, "w1");
        recording.attempt(
                new Attempt(1, "w1", () -> "{}", call.receivedAt(), 5000, 2000, "answered"));
    }

    static Outcome answered(Call call) {
        Ledger ledger = new Ledger(9000, 1000, 500, 3000, 2000);
        return new Outcome.Answered(
                200,
                Map.of("etag", List.of("\"1\"")),
                call.body(),
                "application/json",
                "w1",
                ledger);
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofMillis(50), System.nanoTime());
    }

    static Deadline late() {
        return Deadline.after(Duration.ofSeconds(PATIENCE_SECONDS), System.nanoTime());
    }

    /// Waits until everything that ended is on disk and under way no more.
    void quiet() {
        await(() -> journal.figures().orElseThrow().underWay() == 0);
    }

    static void await(BooleanSupplier true_) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!true_.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it did not happen in " + PATIENCE_SECONDS + " s");
            }
            Thread.onSpinWait();
        }
    }

    /// What a killed process leaves: the files as they are now, without its locks.
    static Path wreck(Path folder, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(folder.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
                } else if (!file.endsWith("owner")) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return to;
    }

    Optional<String> word(CallId id) {
        return journal.find(id).map(dev.hera.broker.journal.record.CallRecord::word);
    }

    @Override
    public void close() {
        store.goOn();
        journal.close();
    }
}
