package dev.hera.trials.replay;

import static dev.hera.trials.Crowd.stretch;
import static dev.hera.trials.Platform.await;
import static dev.hera.trials.Platform.read;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.trials.Platform;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Processes of [Stall] from the outside; one thread. None takes the name of one before it.
final class Stalls implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, Process> open = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Platform platform;
    private final Api api;

    Stalls(Platform platform, Api api) {
        this.platform = platform;
        this.api = api;
    }

    /// Opens one, of this kind and in this role; [#awaitKnown] waits until calls may come.
    void open(String name, String kind, String role) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(kind));
        builder.environment().putAll(platform.workerSettings(name));
        builder.environment().putAll(Map.of("HERA_ROLE", role, "HERA_SLOTS", "64"));
        open.put(
                name, builder.redirectErrorStream(true).redirectOutput(out(name).toFile()).start());
        names.add(name);
    }

    private Path out(String name) {
        return platform.data().resolve(name + ".out");
    }

    private static List<String> command(String kind) {
        Path root = Platform.root();
        String path =
                String.join(
                        ":",
                        root.resolve("ops/trials/target/test-classes").toString(),
                        root.resolve("examples/target/lib") + "/*");
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path,
                Stall.class.getName(),
                kind);
    }

    /// Waits until each broker would give calls to each of these.
    void awaitKnown(String... wanted) {
        for (String name : wanted) {
            await(
                    stretch(PATIENCE),
                    name + " at both brokers",
                    () -> {
                        var _ = mustLive(name);
                        return everywhere(routes -> serves(routes, name));
                    });
        }
    }

    private Process mustLive(String name) {
        Process process = open.get(name);
        if (process == null || !process.isAlive()) {
            throw new AssertionError(name + " is not there:\n" + read(out(name)));
        }
        return process;
    }

    private boolean everywhere(Predicate<JsonNode> holds) {
        return holds.test(api.routes(1)) && holds.test(api.routes(2));
    }

    private static boolean serves(JsonNode routes, String name) {
        for (JsonNode worker : routes.path("workers")) {
            if (worker.path("instance").asText().equals(name)) {
                String id = worker.path("worker").asText();
                return worker.path("state").asText().equals("ready")
                        && routes.path("endpoints").findValuesAsText("worker").contains(id);
            }
        }
        return false;
    }

    /// As `kill -9`, and waits until each broker knows that it is gone.
    void kill(String name) throws InterruptedException {
        mustLive(name).destroyForcibly().waitFor();
        open.remove(name);
        await(
                stretch(PATIENCE),
                name + " gone",
                () -> everywhere(routes -> !isThere(routes, name)));
    }

    private static boolean isThere(JsonNode routes, String name) {
        return routes.path("workers").findValuesAsText("instance").contains(name);
    }

    /// What this one has noted, also when it is gone.
    List<Note> notes(String name) {
        String all = read(out(name));
        String whole = all.substring(0, all.lastIndexOf('\n') + 1);
        return whole.lines().filter(Note::isIn).map(Note::read).toList();
    }

    /// The same without so many that were there before.
    List<Note> notes(String name, int before) {
        List<Note> all = notes(name);
        return all.subList(before, all.size());
    }

    /// How often any of them was asked by another.
    long asked() {
        return names.stream()
                .flatMap(name -> notes(name).stream())
                .filter(note -> note.endpoint().startsWith(Stall.ASKED))
                .count();
    }

    @Override
    public void close() {
        open.values().forEach(Process::destroyForcibly);
    }
}
