package dev.hera.trials.accept;

import dev.hera.trials.Platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A process that is killed and started again with the same command and environment; one thread.
final class Mortal implements AutoCloseable {
    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;
    private ProcessHandle process;
    private int lives;

    private Mortal(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            ProcessHandle process) {
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.folder = folder;
        this.process = process;
    }

    /// A part of a platform that does not start its parts again.
    static Mortal of(Platform platform, String part) throws IOException {
        long pid = platform.pid(part);
        Path system = Path.of("/proc", Long.toString(pid));
        Map<String, String> environment = new HashMap<>();
        for (String one : words(system.resolve("environ"))) {
            int equals = one.indexOf('=');
            environment.put(one.substring(0, equals), one.substring(equals + 1));
        }
        return new Mortal(
                part,
                words(system.resolve("cmdline")),
                environment,
                platform.data(),
                ProcessHandle.of(pid).orElseThrow());
    }

    private static List<String> words(Path file) throws IOException {
        String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return Arrays.stream(all.split("\0", -1)).filter(word -> !word.isEmpty()).toList();
    }

    /// A new process that says in the folder what it prints.
    static Mortal started(
            String name, List<String> command, Map<String, String> environment, Path folder)
            throws IOException {
        Mortal mortal = new Mortal(name, command, environment, folder, ProcessHandle.current());
        mortal.start();
        return mortal;
    }

    String name() {
        return name;
    }

    /// What it printed in its present life.
    ///
    /// @throws AssertionError when that has ended by itself
    String output() {
        String printed = Platform.read(file());
        if (!process.isAlive()) {
            throw new AssertionError(name + " ended by itself in life " + lives + ":\n" + printed);
        }
        return printed;
    }

    private Path file() {
        return folder.resolve(name + "-life-" + lives + ".out");
    }

    /// As `kill -9`; it must have lived.
    void kill() {
        String printed = output();
        if (!process.destroyForcibly()) {
            throw new AssertionError("void: " + name + " was not killed:\n" + printed);
        }
        process.onExit().join();
    }

    void start() throws IOException {
        lives++;
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        process =
                builder.redirectErrorStream(true)
                        .redirectOutput(file().toFile())
                        .start()
                        .toHandle();
    }

    @Override
    public void close() {
        boolean _ = process.destroyForcibly();
        process.onExit().join();
    }
}
