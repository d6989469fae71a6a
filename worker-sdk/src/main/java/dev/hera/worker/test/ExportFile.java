package dev.hera.worker.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads what `ops/hera calls export` has written: JSON lines, the first says the version, the last
/// that nothing is missing. Lines that it does not know are passed over.
///
/// @param calls the oldest first
/// @param remote the calls that the handlers of these made, by whose, in their order
record ExportFile(Collection<Kept> calls, Map<String, List<Kept>> remote) {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Reads a file, or a resource beside the test's class.
    ///
    /// @throws IllegalArgumentException when there is none, or it is no whole export
    static ExportFile read(String name, Class<?> test) {
        try (InputStream in = open(name, test)) {
            return read(
                    name, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + " has a line that is no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private static InputStream open(String name, Class<?> test) throws IOException {
        Path file = Path.of(name);
        if (Files.exists(file)) {
            return Files.newInputStream(file);
        }
        InputStream resource = test.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalArgumentException(
                    "there is no file %s and no resource of this name beside %s"
                            .formatted(file.toAbsolutePath(), test.getName()));
        }
        return resource;
    }

    private static ExportFile read(String name, BufferedReader in) throws IOException {
        Map<String, Kept> calls = new TreeMap<>();
        List<Kept> remote = new ArrayList<>();
        boolean ended = false;
        checkHead(name, in.readLine());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode json = JSON.readTree(line);
            if (json.has("call")) {
                calls.put(json.path("call").path("uuid").asText(), new Kept(json.path("call")));
            } else if (json.has("remote")) {
                remote.add(new Kept(json.path("remote")));
            }
            ended = json.has("end");
        }
        if (!ended) {
            throw new IllegalArgumentException(name + " was cut off: it has no last line");
        }
        remote.sort(Comparator.comparing(one -> one.uuid().toString()));
        Map<String, List<Kept>> byParent = new HashMap<>();
        remote.forEach(
                one -> byParent.computeIfAbsent(one.parent(), id -> new ArrayList<>()).add(one));
        return new ExportFile(calls.values(), byParent);
    }

    private static void checkHead(String name, String line) throws IOException {
        JsonNode head = line == null ? JSON.nullNode() : JSON.readTree(line).path("export");
        if (!head.path("format").asText().equals("hera-calls")) {
            throw new IllegalArgumentException(name + " is no export of calls");
        }
        if (head.path("version").asInt() != VERSION) {
            throw new IllegalArgumentException(
                    "%s has version %s; this SDK reads version %d"
                            .formatted(name, head.path("version"), VERSION));
        }
    }

    /// The calls that the handler of this one made.
    List<Kept> madeBy(Kept call) {
        return remote.getOrDefault(call.uuid().toString(), List.of());
    }
}
