package dev.hera.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Frame;
import dev.hera.worker.scripted.Await;
import dev.hera.worker.scripted.ScriptedBroker;
import dev.hera.worker.scripted.ScriptedLink;
import dev.hera.worker.scripted.ZooKeeperHerd;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

class WorkerProcessIT {
    @TempDir Path home;

    private Process start(Map<String, String> environment) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        ProcessBuilder builder =
                new ProcessBuilder(java, "-cp", classes, ChildWorker.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("HERA_"));
        builder.environment().putAll(environment);
        builder.environment().put("HERA_HOME", home.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
    }

    private String output() {
        try {
            return Files.readString(home.resolve("out"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void workerListensOnNothingAndDrainsOnTerm() throws Exception {
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd();
                ScriptedBroker broker = ScriptedBroker.polite("b1")) {
            zookeeper.add(broker);
            Process child =
                    start(
                            Map.of(
                                    "HERA_ZOOKEEPER",
                                    zookeeper.address(),
                                    "HERA_SECRET",
                                    ScriptedBroker.SECRET));
            try {
                ScriptedLink link = broker.link().ready();
                Await.until("the child waits for its end", () -> output().contains("waits"));
                Set<String> sockets = sockets(child.pid());
                assertFalse(sockets.isEmpty(), "the child has sockets, or this test sees none");
                assertEquals(Set.of(), listening(child.pid(), sockets));

                link.send(ScriptedLink.call(1, "GET /0/slow"));
                link.send(new Frame.StatusAsk(2));
                link.hear(Frame.Status.class);
                child.destroy();
                link.hear(Frame.Draining.class);
                assertEquals(200, link.hear(Frame.Answer.class).status());
                assertEquals(1000, link.closeCode());
                assertTrue(child.waitFor(10, TimeUnit.SECONDS), output());
                assertEquals(0, child.exitValue(), output());
            } finally {
                child.destroyForcibly();
            }
        }
    }

    @Test
    void unknownSettingEndsTheStartWithOneClearLine() throws Exception {
        Process child = start(Map.of("HERA_ZOOKEPER", "127.0.0.1:1", "HERA_SECRET", "s"));
        assertTrue(child.waitFor(20, TimeUnit.SECONDS));
        assertTrue(child.exitValue() != 0);
        assertTrue(output().contains("HERA_ZOOKEPER is not a setting"), output());
    }

    /// Inodes of all sockets of a process.
    private static Set<String> sockets(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String target = Files.readSymbolicLink(file).toString();
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
        }
        return inodes;
    }

    /// Those of the inodes that the kernel lists as listening.
    private static Set<String> listening(long pid, Set<String> inodes) throws IOException {
        Set<String> found = new HashSet<>();
        for (String table : new String[] {"tcp", "tcp6"}) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length > 9 && columns[3].equals("0A") && inodes.contains(columns[9])) {
                    found.add(columns[1]);
                }
            }
        }
        return found;
    }
}
