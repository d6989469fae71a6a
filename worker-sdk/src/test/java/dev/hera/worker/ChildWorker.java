package dev.hera.worker;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Vitals;
import dev.hera.worker.calls.Duties;
import dev.hera.worker.scripted.Troupe;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A worker in a process of its own, for what only a process can show.
///
/// Says `started` when its start has returned. A call of `GET /0/slow` takes half a second.
public final class ChildWorker {
    private ChildWorker() {}

    /// Takes its settings from the environment, as any worker.
    public static void main(String[] args) {
        Worker worker = Worker.named("hello").start(duties());
        System.out.println("started with " + worker.links().size() + " links");
        worker.awaitClose();
    }

    /// What a small worker does.
    static Duties duties() {
        return new Duties(
                () -> List.of(Endpoint.of("GET /0/echo"), Endpoint.of("GET /0/slow")),
                (call, left) -> {
                    if (call.endpoint().equals("GET /0/slow")) {
                        LockSupport.parkNanos(500_000_000);
                    }
                    return Troupe.ok(call);
                },
                (state, inFlight, mean) ->
                        new Vitals(1, 1, state, 0, 0, 0, 0, 0, inFlight, mean, 0));
    }
}
