package dev.hera.broker.route;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.route.prefer.Preference;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A router on a stage: its clock is ours, its dice are loaded with a seed, its workers are lines
/// that nobody calls.
final class Stage {
    static final String ECHO = "POST /0/echo";
    static final Duration EXEC = Duration.ofMillis(10);

    final ManualClock clock = new ManualClock();
    final Router router;
    private final Map<String, IdleLine> lines = new HashMap<>();
    private final Map<String, Long> reports = new HashMap<>();

    Stage() {
        this(1, Map.of());
    }

    Stage(long seed, Map<String, Preference> preferences) {
        Random random = new Random(seed);
        router =
                new Router(
                        clock,
                        () -> random,
                        new RouterSettings(
                                Duration.ofSeconds(5), Duration.ofMillis(250), 100, preferences));
    }

    /// A stage with warm, proven workers `w0`, `w1`, ... of two slots that serve [#ECHO].
    static Stage of(int workers) {
        return of(workers, Map.of());
    }

    /// The same, where an operator prefers something for [#ECHO].
    static Stage of(int workers, Preference preference) {
        return of(workers, Map.of(ECHO, preference));
    }

    private static Stage of(int workers, Map<String, Preference> preferences) {
        Stage stage = new Stage(1, preferences);
        for (int i = 0; i < workers; i++) {
            stage.join("w" + i, 2);
            stage.announce("w" + i, 1, ECHO);
        }
        stage.clock.advance(Duration.ofMinutes(1));
        stage.proveAll(workers);
        return stage;
    }

    /// Runs calls until each worker has had one, so that nobody is on probation.
    private void proveAll(int workers) {
        for (int i = 0; i < workers; i++) {
            seat(ECHO, othersThan(i, workers)).answered(load(5, 5), EXEC);
        }
    }

    static Set<String> othersThan(int worker, int workers) {
        Set<String> others = new HashSet<>();
        for (int i = 0; i < workers; i++) {
            others.add("w" + i);
        }
        others.remove("w" + worker);
        return others;
    }

    IdleLine join(String worker, int slots) {
        return join(worker, slots, Frame.Role.LIVE);
    }

    IdleLine join(String worker, int slots, Frame.Role role) {
        return join("svc", worker, slots, role);
    }

    IdleLine join(String service, String worker, int slots, Frame.Role role) {
        IdleLine line = new IdleLine(worker);
        lines.put(worker, line);
        router.joined(
                line,
                new Frame.Hello(1, service, worker, "1", role, "test", 2, slots, 1L << 30, ""));
        return line;
    }

    IdleLine line(String worker) {
        IdleLine line = lines.get(worker);
        if (line == null) {
            throw new AssertionError(worker);
        }
        return line;
    }

    List<Frame.Refused> announce(String worker, long generation, String... names) {
        return router.announced(
                worker, generation, List.of(names).stream().map(Endpoint::of).toList());
    }

    Route route(String name) {
        return router.resolve(call(name)).orElseThrow(() -> new AssertionError(name));
    }

    Lease seat(String name, Set<String> tried) {
        return assertInstanceOf(Lease.class, router.seat(call(name), route(name), tried));
    }

    Lease seat() {
        return seat(ECHO, Set.of());
    }

    Refusal.NoAbleWorker refusal(String name, Set<String> tried) {
        return assertInstanceOf(Seating.NoSeat.class, router.seat(call(name), route(name), tried))
                .refusal();
    }

    void report(String worker, double cpu, double memory) {
        long seq = reports.merge(worker, 1L, Long::sum);
        router.vitals(worker, vitals(seq, Vitals.State.READY, cpu, memory));
    }

    static Vitals vitals(long seq, Vitals.State state, double cpu, double memory) {
        return new Vitals(seq, 60_000, state, cpu, cpu, 1 << 20, 1 << 30, memory, 0, 0, 0);
    }

    /// Takes and answers so many calls one after another, 10 ms each; how many each worker got.
    Map<String, Integer> shares(int calls) {
        Map<String, Integer> shares = new HashMap<>();
        for (int i = 0; i < calls; i++) {
            Lease lease = seat();
            shares.merge(lease.worker(), 1, Integer::sum);
            clock.advance(EXEC);
            lease.answered(load(0, 0), EXEC);
        }
        return shares;
    }

    static Load load(int inFlight, int yours) {
        return new Load(inFlight, yours, 10_000, false, false, false);
    }

    static Call call(String name) {
        int space = name.indexOf(' ');
        String method = space < 0 ? "" : name.substring(0, space);
        String target = name.substring(space + 1);
        CallId id = CallId.next(Instant.EPOCH, 1, new Random(7));
        return new Call(
                id,
                Origin.HTTP,
                method,
                target,
                target,
                "",
                Map.of(),
                Body.NONE,
                null,
                Credential.NONE,
                null,
                Instant.EPOCH,
                0,
                id,
                null,
                null,
                false);
    }
}
