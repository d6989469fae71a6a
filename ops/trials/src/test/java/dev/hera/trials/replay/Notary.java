package dev.hera.trials.replay;

import dev.hera.trials.Platform;
import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Options;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Two workers that note every attempt of a replay that they see; calls come on any thread.
final class Notary implements AutoCloseable {
    /// May run twice.
    static final String NOTED = "/0/noted";

    /// May not.
    static final String PAID = "/0/paid";

    private static final long WORK = TimeUnit.MILLISECONDS.toNanos(10);

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final Platform platform;
    private volatile boolean failing;
    private List<Worker> workers = List.of();

    /// One attempt.
    record Seen(UUID uuid, int attempt, long nanos) {}

    Notary(Platform platform) {
        this.platform = platform;
    }

    /// Comes with two workers of the current version.
    void come() {
        workers = List.of(worker("one", "live", this::answer), worker("two", "live", this::answer));
    }

    /// Comes with a worker of the next version, which answers otherwise where `n` is this.
    Worker candidate(int n) {
        return worker(
                "next",
                "candidate",
                call -> {
                    Map<String, Object> answer = new HashMap<>(answer(call));
                    answer.computeIfPresent("n", (_, old) -> old.equals(n) ? -n : old);
                    return answer;
                });
    }

    private Worker worker(String instance, String role, Handler handler) {
        return Worker.named("hello")
                .zookeeper("127.0.0.1:" + (2181 + platform.offset()))
                .secret(Platform.read(platform.data().resolve("secrets/worker")).strip())
                .instance(instance)
                .role(role)
                .slots(32)
                .post(NOTED, Options.usual().idempotent(), handler)
                .post(PAID, handler)
                .start();
    }

    private Map<String, Object> answer(Context call) {
        if (failing) {
            throw new CallException(500, "it is noon");
        }
        if (call.isReplay()) {
            seen.add(new Seen(call.uuid(), call.attempt(), System.nanoTime()));
        }
        LockSupport.parkNanos(WORK);
        return Map.of("n", call.tree().path("n").asInt(), "at", Instant.now().toString());
    }

    /// Answers everything with 500 from now on.
    void fail() {
        failing = true;
    }

    /// Works again.
    void heal() {
        failing = false;
    }

    /// Forgets what was noted.
    void forget() {
        seen.clear();
    }

    int seen() {
        return seen.size();
    }

    /// When attempts came, in order.
    long[] nanos() {
        return seen.stream().mapToLong(Seen::nanos).sorted().toArray();
    }

    /// The numbers of the attempts of each call, as they came.
    Map<UUID, List<Integer>> attempts() {
        return seen.stream()
                .collect(
                        Collectors.groupingBy(
                                Seen::uuid,
                                TreeMap::new,
                                Collectors.mapping(Seen::attempt, Collectors.toList())));
    }

    /// Goes, as if all of them had crashed.
    @Override
    public void close() {
        workers.forEach(Worker::close);
        workers = List.of();
    }
}
