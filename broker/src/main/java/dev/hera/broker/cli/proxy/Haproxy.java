package dev.hera.broker.cli.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/// The HAProxy behind a runtime socket: its slots are read, set, and kept for its next process.
/// Any thread.
final class Haproxy {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private final RuntimeSocket socket;
    private final String backend;
    private final Path stateFile;

    /// @param backend the one with the slots
    /// @param stateFile what the configuration names as `server-state-file`
    Haproxy(Path socket, String backend, Path stateFile) {
        this.socket = new RuntimeSocket(socket, PATIENCE);
        this.backend = backend;
        this.stateFile = stateFile;
    }

    String backend() {
        return backend;
    }

    List<Slot> slots() throws IOException {
        try {
            return Slot.parse(socket.ask("show servers state " + backend));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Runs commands that answer nothing when they work.
    ///
    /// @throws IOException with HAProxy's own words when one did not
    void run(List<String> commands) throws IOException {
        for (String command : commands) {
            String answer = socket.ask(command).strip();
            if (!answer.isEmpty() && !answer.startsWith("no need to change")) {
                if (!answer.contains("changed")) {
                    throw new IOException("HAProxy answered \"" + answer + "\" to " + command);
                }
            }
        }
    }

    /// Keeps what the slots are, so that the next process begins with it.
    void keepState() throws IOException {
        String state = socket.ask("show servers state");
        Path written = stateFile.resolveSibling(stateFile.getFileName() + ".new");
        Files.writeString(written, state);
        Files.move(written, stateFile, StandardCopyOption.ATOMIC_MOVE);
    }
}
