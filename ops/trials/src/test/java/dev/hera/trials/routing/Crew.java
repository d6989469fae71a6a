package dev.hera.trials.routing;

import static dev.hera.trials.Platform.await;
import static dev.hera.trials.Platform.read;

import dev.hera.trials.Platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Six toilers, each a process of its own, from the outside; one thread.
final class Crew implements AutoCloseable {
    static final int SIZE = 6;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration CHANGE = Duration.ofSeconds(60);
    private static final String DOOR = "plain door at ";

    private final List<Member> members = new ArrayList<>();

    /// One process.
    private record Member(String name, Process process, Writer in, Path out) {
        void tell(String command) {
            long before = read(out).lines().count();
            try {
                in.write(command + "\n");
                in.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(name + ": " + read(out), e);
            }
            await(CHANGE, name + " " + command, () -> read(out).lines().count() > before);
        }

        void signal(String signal) {
            Platform.run("kill", "-" + signal, Long.toString(process.pid()));
        }
    }

    /// Starts all and waits until each broker of the platform sends calls to each.
    Crew(Platform platform) throws IOException {
        for (int i = 1; i <= SIZE; i++) {
            members.add(started(platform, name(i - 1)));
        }
        try {
            for (Member member : members) {
                await(START, member + " up", () -> read(member.out()).contains(DOOR));
            }
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /// The name of a member, as its answers carry it.
    static String name(int member) {
        return "toil-" + (member + 1);
    }

    private static Member started(Platform platform, String name) throws IOException {
        Path out = platform.data().resolve(name + ".out");
        ProcessBuilder builder = new ProcessBuilder(command(name));
        builder.environment().putAll(platform.workerSettings(name));
        Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        return new Member(name, process, process.outputWriter(StandardCharsets.UTF_8), out);
    }

    /// One core for handlers, a small heap, and room for little but the old generation in it.
    private static List<String> command(String name) {
        Path root = Platform.root();
        String path =
                String.join(
                        ":",
                        root.resolve("ops/trials/target/test-classes").toString(),
                        root.resolve("examples/target/classes").toString(),
                        root.resolve("examples/target/lib") + "/*");
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xms128m",
                "-Xmx128m",
                "-Xmn4m",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=1",
                "-XX:TieredStopAtLevel=1",
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                path,
                Toiler.class.getName(),
                name);
    }

    /// Ports of the plain doors, in order.
    List<Integer> ports() {
        return members.stream()
                .flatMap(member -> read(member.out()).lines())
                .filter(line -> line.startsWith(DOOR))
                .map(line -> Integer.parseInt(line.substring(DOOR.length())))
                .toList();
    }

    void begin(Trouble trouble, int member) {
        switch (trouble) {
            case NONE -> {}
            case STOPPED -> members.get(member).signal("STOP");
            case CPU, MEMORY, LATENCY, FAILING -> members.get(member).tell(trouble.command());
        }
    }

    void end(Trouble trouble, int member) {
        switch (trouble) {
            case NONE -> {}
            case STOPPED -> members.get(member).signal("CONT");
            case CPU, MEMORY, LATENCY, FAILING -> members.get(member).tell("none");
        }
    }

    @Override
    public void close() {
        for (Member member : members) {
            member.process().destroyForcibly();
        }
    }
}
