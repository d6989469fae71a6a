package dev.hera.broker.cli.terminal;

import java.nio.file.Path;

/// Where things are on this machine: the project that the launcher belongs to, and its data.
public final class Homes {
    private Homes() {}

    /// The project's folder; the launcher says it.
    public static Path project() {
        return Path.of(System.getProperty("hera.project", "")).toAbsolutePath();
    }

    /// The data of a platform on this machine, unless an option says otherwise.
    public static Path usual() {
        String home = System.getenv("HERA_HOME");
        return home == null || home.isBlank() ? project().resolve(".hera") : Path.of(home);
    }
}
