package dev.hera.broker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A short life of the whole platform, run once after a build while the virtual machine takes notes
/// of the classes that a start needs; `ops/hera` makes a cache of them. One thread.
///
/// ZooKeeper, a broker and a command all run in this process, since they share a class path and so
/// a cache; a worker, whose class path is its own, is another process. Nothing here is ever part of
/// a platform that serves.
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final String ENDPOINT = "/0/echo";
    private static final int CALLS = 300;
    private static final int PATIENCE_SECONDS = 30;

    private final Path folder;
    private final LocalPlatform platform;

    private Rehearsal(Path folder, LocalPlatform platform) {
        this.folder = folder;
        this.platform = platform;
    }

    /// @param args an empty folder, and how the worker is started
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        List<String> worker = List.of(args).subList(1, args.length);
        try (LocalPlatform platform = new LocalPlatform.Opener().start(1, folder)) {
            new Rehearsal(folder, platform).play(worker);
        }
        System.exit(0);
    }

    private void play(List<String> worker) throws IOException, InterruptedException {
        Process started = start(worker);
        try {
            command("up", "--help");
            command("broker", "--help");
            calls();
            routes();
        } finally {
            started.destroy();
        }
        if (!started.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            started.destroyForcibly();
            throw new IllegalStateException("the worker did not end in " + PATIENCE_SECONDS + " s");
        }
    }

    private Process start(List<String> worker) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), platform.secretFor("metrics"));
        ProcessBuilder builder = new ProcessBuilder(worker).inheritIO();
        builder.environment().keySet().removeIf(name -> name.startsWith("HERA_"));
        builder.environment().put("HERA_ZOOKEEPER", platform.zookeeper());
        builder.environment().put("HERA_SECRET_FILE", secret.toString());
        builder.environment().put("HERA_HOME", folder.resolve("worker").toString());
        Process started = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        return started;
    }

    /// What the first calls of a newcomer touch, often enough to be told from what happens once.
    private void calls() throws IOException, InterruptedException {
        URI echo = platform.brokers().getFirst().resolve(ENDPOINT);
        HttpRequest call =
                HttpRequest.newBuilder(echo)
                        .header("Authorization", "Bearer " + platform.token())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"rehearsal\":true}"))
                        .build();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        int answered = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (answered < CALLS) {
                if (client.send(call, BodyHandlers.ofString()).statusCode() == 200) {
                    answered++;
                } else if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("no worker within " + PATIENCE_SECONDS + " s");
                } else {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
        }
        LOG.info("{} calls were answered", answered);
    }

    private void routes() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), platform.token());
        int port = platform.running().getFirst().node().linkPort();
        command("routes", "--broker=http://127.0.0.1:" + port, "--token-file=" + token);
    }

    private static void command(String... arguments) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(Writer.nullWriter()));
        int code = line.execute(arguments);
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + " ended with " + code);
        }
    }
}
