package dev.hera.bench.stand;

import dev.hera.bench.stand.Contestant.Front;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Starts contestants, each in a fresh folder and on ports that are free.
///
/// @param project the folder with `ops/hera`
/// @param scratch below it each contestant has its folder
public record Stage(Path project, Path scratch) {
    private static final int[] PORTS = {2181, 8080, 8404, 9101, 9102, 9201, 9202, 9500, 9501};
    private static final int PLAIN = 9500;
    private static final int FRONT = 9501;

    /// A stage in the folder that this program was started in.
    public static Stage here() {
        try {
            Path scratch = Files.createTempDirectory("hera-bench-");
            scratch.toFile().deleteOnExit();
            return new Stage(Path.of("").toAbsolutePath(), scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether everything is installed that it needs.
    public boolean has(Contestant contestant) {
        return switch (contestant.front()) {
            case NONE -> true;
            case HAPROXY -> Fronts.has("haproxy");
            case NGINX -> Fronts.has("nginx");
        };
    }

    /// Starts one; it answers when this returns.
    ///
    /// @throws IllegalStateException with what it printed when it does not come up
    public Standing start(Contestant contestant) {
        if (!contestant.server().isHera()) {
            return plain(contestant.front());
        }
        List<String> options = new ArrayList<>(List.of("--brokers", "1", "--workers", "1"));
        if (contestant.front() == Front.NONE) {
            options.add("--no-haproxy");
        }
        return hera(Map.of("HERA_JOURNAL_MODE", contestant.server().mode()), options);
    }

    /// Starts a platform; its calls go through HAProxy unless that is left out.
    public Standing hera(Map<String, String> environment, List<String> options) {
        return hera(folder(), environment, options);
    }

    /// The same on what is already there.
    ///
    /// @param folder becomes the platform's own, which goes with it
    public Standing hera(Path folder, Map<String, String> environment, List<String> options) {
        int offset = freeOffset();
        List<String> command = new ArrayList<>(List.of(project.resolve("ops/hera").toString()));
        command.addAll(List.of("up", "--no-restart", "--offset", Integer.toString(offset)));
        command.addAll(List.of("--data", folder.toString()));
        command.addAll(options);
        Child up = Child.start(folder.resolve("up.out"), environment, command);
        up.await(() -> up.printed().lines().anyMatch(line -> line.startsWith("ready")));
        int port = options.contains("--no-haproxy") ? 9101 : 8080;
        URI url = url(port + offset);
        String token = read(folder.resolve("tokens/caller"));
        Standing standing = new Standing(url, token, folder, offset, List.of(up));
        if (!options.contains("0")) {
            up.await(standing::answers);
        }
        return standing;
    }

    private Standing plain(Front front) {
        int offset = freeOffset();
        Path folder = folder();
        List<String> command =
                java(List.of("-Xmx256m", "-XX:+UseSerialGC"), "dev.hera.bench.PlainServer");
        command.add(Integer.toString(PLAIN + offset));
        Child server = Child.start(folder.resolve("plain.out"), Map.of(), command);
        Standing direct = new Standing(url(PLAIN + offset), "", folder, offset, List.of(server));
        server.await(direct::answers);
        if (front == Front.NONE) {
            return direct;
        }
        List<String> proxy =
                front == Front.HAPROXY
                        ? Fronts.haproxy(folder, FRONT + offset, PLAIN + offset)
                        : Fronts.nginx(folder, FRONT + offset, PLAIN + offset);
        Child before = Child.start(folder.resolve("front.out"), Map.of(), proxy);
        Standing both =
                new Standing(url(FRONT + offset), "", folder, offset, List.of(server, before));
        before.await(both::answers);
        return both;
    }

    /// Starts a virtual machine beside a platform, with the classes of this one.
    ///
    /// @param line the name of a class, and its arguments
    public Child java(Standing beside, Map<String, String> environment, List<String> line) {
        List<String> command =
                java(List.of("@" + project.resolve("ops/jvm/worker.options")), line.getFirst());
        command.addAll(line.subList(1, line.size()));
        Path output = beside.folder().resolve("java-%d.out".formatted(System.nanoTime()));
        return Child.start(output, environment, command);
    }

    private static List<String> java(List<String> options, String main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        return command;
    }

    /// A new folder for a platform.
    public Path folder() {
        try {
            return Files.createTempDirectory(scratch, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port + "/0/echo");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Below 32768, where the system begins to give ports to whoever dials.
    private static int freeOffset() {
        for (int tries = 0; tries < 100; tries++) {
            int offset = RandomGenerator.getDefault().nextInt(10_000, 23_000);
            if (areFree(offset)) {
                return offset;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean areFree(int offset) {
        for (int port : PORTS) {
            try (ServerSocket socket =
                    new ServerSocket(port + offset, 1, InetAddress.getLoopbackAddress())) {
                socket.getLocalPort();
            } catch (IOException _) {
                return false;
            }
        }
        return true;
    }
}
