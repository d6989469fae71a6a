package dev.hera.bench.growth;

import dev.hera.worker.Setting;
import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Reply;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Many workers with many endpoints in one process. All serve `POST /0/echo`, the others are there
/// to be announced.
public final class Crowd {
    static final String READY = "crowd ready";

    private Crowd() {}

    /// @param args how many workers, how many endpoints each, a folder
    public static void main(String[] args) {
        int count = Integer.parseInt(args[0]);
        int endpoints = Integer.parseInt(args[1]);
        List<Worker> workers = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            String name = "crowd-" + number;
            WorkerBuilder worker = Worker.named("metrics").instance(name);
            worker.set(Setting.HOME, Path.of(args[2], name).toString());
            worker.post("/0/echo", Crowd::echo);
            for (int more = 1; more < endpoints; more++) {
                worker.post("/0/echo/" + more, Crowd::echo);
            }
            workers.add(worker.start());
        }
        System.out.println(READY);
        workers.getFirst().awaitClose();
    }

    private static Reply echo(Context call) {
        return Reply.of(call.contentType().orElse("application/octet-stream"), call.bytes());
    }
}
