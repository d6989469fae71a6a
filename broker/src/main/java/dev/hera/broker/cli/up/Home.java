package dev.hera.broker.cli.up;

import dev.hera.broker.cli.terminal.Failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The folder of one platform, `.hera` unless told otherwise: where each thing in it is.
///
/// @param root absolute
record Home(Path root) {
    private static final int MAX_SOCKET_PATH = 80;

    Home {
        root = root.toAbsolutePath().normalize();
    }

    Path callerToken() {
        return root.resolve("tokens/caller");
    }

    Path adminToken() {
        return root.resolve("tokens/admin");
    }

    Path workerSecret() {
        return root.resolve("secrets/worker");
    }

    Path zookeeper() {
        return root.resolve("zookeeper");
    }

    Path pids() {
        return root.resolve("pids");
    }

    Path pid(String part) {
        return pids().resolve(part);
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /// Where HAProxy's socket and state are.
    Path run() {
        return root.resolve("run");
    }

    Path haproxySocket() {
        return run().resolve("haproxy.sock");
    }

    Path haproxyState() {
        return run().resolve("haproxy.state");
    }

    Path lock() {
        return root.resolve("lock");
    }

    /// How a worker keeps the brokers it knew last, each in a folder of its own.
    Path worker(String name) {
        return root.resolve("workers").resolve(name);
    }

    /// Makes every folder; nobody else may look inside.
    ///
    /// @throws Failure when one cannot be made, or the path is longer than a socket's may be
    void make() {
        if (haproxySocket().toString().length() > MAX_SOCKET_PATH) {
            throw new Failure(
                    "the path %s is too long for a socket (%d characters, at most %d): use --data"
                            .formatted(
                                    haproxySocket(),
                                    haproxySocket().toString().length(),
                                    MAX_SOCKET_PATH));
        }
        try {
            Files.createDirectories(root);
            for (String folder : List.of("tokens", "secrets", "pids", "logs", "run", "workers")) {
                Path path = Files.createDirectories(root.resolve(folder));
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new Failure("no folder can be made at " + root + " (--data): " + e.getMessage());
        }
    }

    /// Writes a small file that is either old or new, never half; for our eyes alone.
    static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling('.' + String.valueOf(file.getFileName()) + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text + '\n', StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
