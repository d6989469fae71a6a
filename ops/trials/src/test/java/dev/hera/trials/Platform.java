package dev.hera.trials;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// `ops/hera up` in a folder and on ports of its own.
public final class Platform implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(90);
    private static final int[] USUAL_PORTS = {8080, 8404, 9101, 9102, 9103, 9201, 9202, 9203, 2181};

    private final Process up;
    private final Path data;
    private final Path output;
    private final int offset;

    private Platform(Process up, Path data, Path output, int offset) {
        this.up = up;
        this.data = data;
        this.output = output;
        this.offset = offset;
    }

    /// Starts a platform and waits for its `ready` line.
    public static Platform up(Path data, String... options) throws IOException {
        return up(data, freeOffset(), options);
    }

    static Platform up(Path data, int offset, String... options) throws IOException {
        return up(data, offset, Map.of(), options);
    }

    /// The same with variables of the environment.
    public static Platform up(Path data, Map<String, String> environment, String... options)
            throws IOException {
        return up(data, freeOffset(), environment, options);
    }

    private static Platform up(
            Path data, int offset, Map<String, String> environment, String... options)
            throws IOException {
        Files.createDirectories(data);
        Path output = data.resolve("up-" + System.nanoTime() + ".out");
        List<String> command = new ArrayList<>();
        command.addAll(List.of(root().resolve("ops/hera").toString(), "up"));
        command.addAll(List.of("--offset", Integer.toString(offset), "--data", data.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = builder.start();
        Platform platform = new Platform(process, data, output, offset);
        try {
            await(START, "a ready line", () -> platform.isReady() || !process.isAlive());
            if (!platform.isReady()) {
                throw new AssertionError("up ended early:\n" + platform.output());
            }
        } catch (AssertionError e) {
            platform.close();
            throw new AssertionError(e.getMessage() + "\n" + platform.output(), e);
        }
        return platform;
    }

    private boolean isReady() {
        return output().lines().anyMatch(line -> line.startsWith("ready"));
    }

    /// The folder that holds the whole project.
    public static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("ops/hera"))) {
            at = at.getParent();
            if (at == null) {
                throw new AssertionError("not inside the project");
            }
        }
        return at;
    }

    private static int freeOffset() {
        for (int tries = 0; tries < 100; tries++) {
            // Below 32768, where the system begins to give ports to whoever dials.
            int offset = ThreadLocalRandom.current().nextInt(10_000, 23_000);
            if (allFree(offset)) {
                return offset;
            }
        }
        throw new AssertionError("no free ports");
    }

    private static boolean allFree(int offset) {
        for (int port : USUAL_PORTS) {
            try (ServerSocket socket = new ServerSocket(port + offset)) {
                socket.getLocalPort();
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /// What `up` printed so far.
    public String output() {
        return read(output);
    }

    /// Where callers go.
    public String url() {
        return "http://127.0.0.1:" + (8080 + offset);
    }

    /// What a broker's internal listener says; nothing when it does not answer.
    public String internal(int port, String path) {
        URI uri = URI.create("http://127.0.0.1:" + (port + offset) + path);
        try (InputStream in = uri.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /// Where callers of one broker go, past HAProxy.
    public String broker(int number) {
        return "http://127.0.0.1:" + (9100 + number + offset);
    }

    public int offset() {
        return offset;
    }

    public Path data() {
        return data;
    }

    public String callerToken() {
        return read(data.resolve("tokens/caller")).strip();
    }

    public String adminToken() {
        return read(data.resolve("tokens/admin")).strip();
    }

    /// The environment of a worker that is a process of its own, with a folder of its own.
    public Map<String, String> workerSettings(String instance) {
        return Map.of(
                "HERA_ZOOKEEPER",
                "127.0.0.1:" + (2181 + offset),
                "HERA_SECRET_FILE",
                data.resolve("secrets/worker").toString(),
                "HERA_HOME",
                data.resolve(instance).toString(),
                "HERA_INSTANCE",
                instance);
    }

    /// The process of one part, by its file in `pids/`.
    public long pid(String part) {
        return Long.parseLong(read(data.resolve("pids").resolve(part)).strip());
    }

    List<String> parts() {
        try (Stream<Path> files = Files.list(data.resolve("pids"))) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a signal to one part.
    public void signal(String part, String signal) {
        run("kill", "-" + signal, Long.toString(pid(part)));
    }

    /// Runs a `hera` command to its end and gives what it printed.
    public String hera(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(root().resolve("ops/hera").toString());
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    public static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + ":\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// Stops with TERM and gives the exit code.
    int stop() {
        up.destroy();
        try {
            if (!up.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                up.descendants().forEach(ProcessHandle::destroyForcibly);
                up.destroyForcibly();
                throw new AssertionError("up did not stop in " + STOP + ":\n" + output());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        return up.exitValue();
    }

    @Override
    public void close() {
        if (up.isAlive()) {
            stop();
        }
    }

    /// Waits for something, at most this long.
    public static void await(Duration most, String what, BooleanSupplier happened) {
        Instant end = Instant.now().plus(most);
        while (!happened.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("no " + what + " within " + most);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    public static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
