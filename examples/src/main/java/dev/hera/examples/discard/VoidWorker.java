package dev.hera.examples.discard;

import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/// What takes everything and keeps nothing, for benchmarks? It says so on every start.
public final class VoidWorker {
    private static final Logger LOG = LoggerFactory.getLogger(VoidWorker.class);

    private VoidWorker() {}

    public static void main(String[] args) {
        declareOn(Worker.named("void")).start().awaitClose();
    }

    /// Declares `POST /0/void`, and says what becomes of its calls.
    static WorkerBuilder declareOn(WorkerBuilder worker) {
        String warning = warning("POST /0/void");
        LOG.warn(warning);
        System.err.println(warning);
        Options options = Options.usual().idempotent().accept(Accepting.always().rate(100_000));
        return worker.post("/0/void", options, call -> Map.of("dropped", true));
    }

    /// What an operator must not overlook.
    static String warning(String endpoint) {
        return "THIS WORKER DROPS EVERY CALL of "
                + endpoint
                + ": they are confirmed, delivered here, and gone. For benchmarks only.";
    }
}
