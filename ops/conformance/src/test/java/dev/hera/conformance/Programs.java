package dev.hera.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

    /// The worker in Node.js, its one library fetched where it is missing.
    static List<String> nodeWorker() throws IOException, InterruptedException {
        Path home = Document.root().resolve("examples/node-worker");
        if (!Files.isDirectory(home.resolve("node_modules/ws"))) {
            Process npm =
                    new ProcessBuilder("npm", "ci").directory(home.toFile()).inheritIO().start();
            if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                throw new AssertionError("npm ci failed in " + home);
            }
        }
        return List.of("node", home.resolve("conformance.js").toString());
    }
}
