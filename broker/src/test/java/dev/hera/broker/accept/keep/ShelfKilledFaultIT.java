package dev.hera.broker.accept.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Call;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// kill -9 at a random moment, again and again on the same disk: what was said to be kept is there,
/// whole, and what was said to be settled is not.
class ShelfKilledFaultIT {
    private static final int ROUNDS = Integer.getInteger("hera.shelf.rounds", 6);
    private final Set<String> kept = new HashSet<>();
    private final Set<String> leaving = new HashSet<>();
    private final Set<String> settled = new HashSet<>();

    @Test
    void whatWasSaidToBeKeptIsThere(@TempDir Path data) throws Exception {
        Random random = new Random(23);
        for (int round = 0; round < ROUNDS; round++) {
            live(data.resolve("shelf"), 200 + random.nextInt(1_500));
        }
        assertTrue(kept.size() > 100 * ROUNDS, "void: only " + kept.size() + " were kept");
        assertTrue(settled.size() > 10 * ROUNDS, "void: only " + settled.size() + " settled");
        Set<String> found = new HashSet<>();
        try (Shelf shelf = Shelf.open(data.resolve("shelf"), _ -> {})) {
            shelf.read(
                    entry -> {
                        Call call = shelf.contents(entry.ticket(), 2, 0).call();
                        String id = entry.ticket().id().toString();
                        assertEquals(id, new String(call.body().toBytes(), StandardCharsets.UTF_8));
                        assertEquals(entry.ticket().id(), call.id());
                        assertTrue(found.add(id), id + " is there twice");
                    });
        }
        Set<String> lost = new HashSet<>(kept);
        lost.removeAll(found);
        lost.removeAll(leaving);
        assertEquals(Set.of(), lost, "kept and not there");
        Set<String> back = new HashSet<>(settled);
        back.retainAll(found);
        assertEquals(Set.of(), back, "settled and there again");
    }

    /// Lets the process say so many things, then kills it.
    private void live(Path folder, int lines) throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-Xmx128m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        ShelfChild.class.getName(),
                                        folder.toString()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("open", said.readLine(), "the shelf does not open");
            for (int i = 0; i < lines; i++) {
                hear(said.readLine());
            }
            assertTrue(child.toHandle().destroyForcibly(), "it could not be killed");
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.indexOf(' ') + 37 == line.length()) {
                    hear(line);
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private void hear(String line) {
        String id = line.substring(line.indexOf(' ') + 1);
        switch (line.substring(0, line.indexOf(' '))) {
            case "kept" -> kept.add(id);
            case "leaving" -> leaving.add(id);
            case "settled" -> settled.add(id);
            default -> throw new AssertionError(line);
        }
    }
}
