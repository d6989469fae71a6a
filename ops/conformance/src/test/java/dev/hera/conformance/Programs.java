package dev.hera.conformance;

import java.util.List;

/// How the programs under test are started.
final class Programs {
    private Programs() {}

    /// The Java worker, on the class path of this test.
    static List<String> javaWorker() {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.hera.conformance.JavaSubject");
    }
}
