package dev.hera.examples.annotated;

import dev.hera.worker.Worker;

/// How are annotated methods served?
public final class ShelfWorker {
    private ShelfWorker() {}

    public static void main(String[] args) {
        Worker.named("shelf").serve(new Shelf()).start().awaitClose();
    }
}
