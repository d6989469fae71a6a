package dev.hera.worker;

import java.util.concurrent.locks.LockSupport;

/// A worker in a process of its own, for what only a process can show.
///
/// Says `started` when its start has returned. A call of `GET /0/slow` takes half a second.
public final class ChildWorker {
    private ChildWorker() {}

    /// Takes its settings from the environment, as any worker.
    public static void main(String[] args) {
        Worker worker = declared().start();
        System.out.println("started with " + worker.links().size() + " links");
        worker.awaitClose();
    }

    /// A small worker.
    static WorkerBuilder declared() {
        return Worker.named("hello")
                .get("/0/echo", call -> "ok")
                .get(
                        "/0/slow",
                        call -> {
                            LockSupport.parkNanos(500_000_000);
                            return "ok";
                        });
    }
}
