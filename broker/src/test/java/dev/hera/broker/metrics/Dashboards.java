package dev.hera.broker.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the dashboards and alert rules under `ops/dashboards` ask Prometheus for.
public final class Dashboards {
    private static final Path FOLDER = Path.of("../ops/dashboards");
    private static final Pattern NAME = Pattern.compile("\\b(?:hera|jvm|process)_[a-z_]+");

    private Dashboards() {}

    /// The dashboards, read.
    public static List<JsonNode> boards() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(Dashboards::read)
                    .toList();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(file + " is no JSON", e);
        }
    }

    /// The alert rules, as text.
    public static String rules() throws IOException {
        return Files.readString(FOLDER.resolve("alerts.yml"));
    }

    /// Every name of a series that is asked for.
    public static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        for (JsonNode board : boards()) {
            board.findValuesAsText("expr").forEach(expr -> collect(expr, names));
            board.findValuesAsText("definition").forEach(query -> collect(query, names));
        }
        rules().lines().filter(line -> !line.contains("summary")).forEach(l -> collect(l, names));
        return names;
    }

    private static void collect(String text, Set<String> names) {
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            names.add(name.group());
        }
    }
}
