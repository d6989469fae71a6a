package dev.hera.trials.accept;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Debian's RabbitMQ on loopback, with a folder, a port and a name of its own.
final class RabbitServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final Duration START = Duration.ofSeconds(90);

    private final Path folder;
    private final int port = freePort();
    private final int distribution = freePort();
    private final int mapper = freePort();
    private Process process;

    private RabbitServer(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("plugins"), "[].\n");
        this.process = launched();
        awaitUp();
    }

    static RabbitServer in(Path folder) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionError("no RabbitMQ: apt-get install rabbitmq-server, or ops/test");
        }
        return new RabbitServer(folder);
    }

    private Process launched() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(PROGRAM.toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("output").toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("RABBITMQ_NODENAME", "hera" + port + "@localhost");
        environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODE_PORT", Integer.toString(port));
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(distribution));
        environment.put("ERL_EPMD_PORT", Integer.toString(mapper));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put("RABBITMQ_LOGS", "-");
        environment.put("RABBITMQ_PID_FILE", folder.resolve("pid").toString());
        environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("none").toString());
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+sbwt none");
        return builder.start();
    }

    private void awaitUp() {
        long end = System.nanoTime() + START.toNanos();
        while (!listens()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError("RabbitMQ does not start: " + output());
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String output() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("output"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    String uri() {
        return "amqp://127.0.0.1:" + port;
    }

    /// As a power cut would end it. What was started is a script that waits for the server, so the
    /// server itself is killed first; it must not answer any more afterwards.
    void kill() {
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
        if (all.size() < 2 || listens()) {
            throw new AssertionError("void: RabbitMQ was not killed, only " + all);
        }
    }

    /// Begins to start it again; it [#listens()] some seconds later.
    void startAgain() throws IOException {
        process = launched();
    }

    @Override
    public void close() throws IOException {
        kill();
        Process epmd =
                new ProcessBuilder("epmd", "-port", Integer.toString(mapper), "-kill")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (epmd.onExit().orTimeout(10, TimeUnit.SECONDS).join().exitValue() != 0) {
            throw new AssertionError("the port mapper of RabbitMQ still runs");
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
