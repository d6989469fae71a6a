package dev.hera.trials.record;

import static dev.hera.trials.Platform.await;
import static dev.hera.trials.Platform.read;
import static dev.hera.trials.Platform.run;

import dev.hera.trials.Platform;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One broker, a process of its own beside a platform, with all that it keeps in one folder.
final class Victim implements AutoCloseable {
    private static final String ID = "victim";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PORT = 9109;
    private static final int LINK_PORT = 9209;

    private final Process process;
    private final Path output;
    private final int offset;

    private Victim(Process process, Path output, int offset) {
        this.process = process;
        this.output = output;
        this.offset = offset;
    }

    /// Starts it.
    ///
    /// @param before what stands before the command
    static Victim start(Platform platform, Path folder, String... before) throws IOException {
        int offset = platform.offset();
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(
                List.of(
                        Platform.root().resolve("ops/hera").toString(),
                        "broker",
                        "--id=" + ID,
                        "--http.port=" + (PORT + offset),
                        "--link.port=" + (LINK_PORT + offset),
                        "--zookeeper=127.0.0.1:" + (2181 + offset),
                        "--journal.modes=POST /0/sleep => ahead",
                        "--data=" + folder));
        Path output = platform.data().resolve("victim-" + System.nanoTime() + ".out");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        return new Victim(process, output, offset);
    }

    /// Waits until it says that calls should come.
    Victim ready() {
        await(
                PATIENCE,
                "ready broker: " + read(output),
                () -> status("/_hera/health/ready") == 200 || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("it ended early: " + read(output));
        }
        return this;
    }

    /// The status of a page of its public listener; 0 when it does not answer.
    int status(String path) {
        try {
            HttpURLConnection asked =
                    (HttpURLConnection) URI.create(url() + path).toURL().openConnection();
            asked.setReadTimeout(5_000);
            int status = asked.getResponseCode();
            try (InputStream in = status < 400 ? asked.getInputStream() : asked.getErrorStream()) {
                if (in != null) {
                    in.readAllBytes();
                }
            }
            return status;
        } catch (IOException e) {
            return 0;
        }
    }

    String url() {
        return "http://127.0.0.1:" + (PORT + offset);
    }

    String output() {
        return read(output);
    }

    /// kill -9.
    void kill() {
        process.destroyForcibly();
        end();
    }

    /// Stands still, between any two steps.
    void freeze() {
        run("kill", "-STOP", Long.toString(process.pid()));
        Path stat = Path.of("/proc/" + process.pid() + "/stat");
        await(PATIENCE, "standstill", () -> read(stat).contains(") T "));
    }

    /// Ends as an operator wants it.
    void stop() {
        process.destroy();
        end();
    }

    /// Waits for its end and gives its exit code.
    int end() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// Where a broker keeps its records below its folder.
    static Path journal(Path folder) {
        return folder.resolve("journal").resolve(ID);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
