package dev.hera.examples.hello;

import dev.hera.worker.Worker;

/// What is the least a worker needs?
public final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        Worker.named("hello")
                .get("/0/hello/{name}", call -> "Hello, " + call.path("name") + "!")
                .start()
                .awaitClose();
    }
}
