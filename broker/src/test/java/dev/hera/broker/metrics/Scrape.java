package dev.hera.broker.metrics;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A scrape as a reader of Prometheus' text format understands it; anything odd fails the test.
public final class Scrape {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)", Pattern.DOTALL);
    private static final Pattern LABEL =
            Pattern.compile(
                    "\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");
    private static final List<String> PARTS = List.of("_bucket", "_sum", "_count", "_max");

    private final Map<Series, Double> samples = new LinkedHashMap<>();
    private final Map<String, String> types = new HashMap<>();

    private record Series(String name, Map<String, String> labels) {}

    private Scrape() {}

    /// Reads Prometheus' text format 0.0.4.
    public static Scrape parse(String text) {
        Scrape scrape = new Scrape();
        assertTrue(text.endsWith("\n"), "the last line has no end");
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            scrape.line(line);
        }
        return scrape;
    }

    private void line(String line) {
        if (line.startsWith("# TYPE ")) {
            String[] words = line.split(" ", -1);
            assertNull(types.put(words[2], words[3]), () -> "two types: " + line);
        } else if (!line.startsWith("# HELP ")) {
            Matcher sample = SAMPLE.matcher(line);
            assertTrue(sample.matches(), () -> "no sample: " + line);
            Series series = new Series(sample.group(1), labels(sample.group(2), line));
            double value = Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
            assertTrue(types.containsKey(family(series.name())), () -> "no type: " + line);
            assertNull(samples.put(series, value), () -> "twice: " + line);
        }
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new TreeMap<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            int end = 0;
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
                end = label.end();
            }
            int read = end;
            assertTrue(read == text.length(), () -> "labels broken at " + read + ": " + line);
        }
        return labels;
    }

    private String family(String name) {
        for (String part : PARTS) {
            if (name.endsWith(part) && !types.containsKey(name)) {
                return name.substring(0, name.length() - part.length());
            }
        }
        return name;
    }

    /// The sum over all series of this name that have these labels.
    ///
    /// @param labels name and value in turn
    public double sum(String name, String... labels) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().name().equals(name))
                .filter(sample -> has(sample.getKey(), labels))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static boolean has(Series series, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(series.labels().get(labels[i]))) {
                return false;
            }
        }
        return true;
    }

    /// All values of a label in the series of this name.
    public Set<String> values(String name, String label) {
        Set<String> values = new TreeSet<>();
        for (Series series : samples.keySet()) {
            if (series.name().equals(name) && series.labels().containsKey(label)) {
                values.add(series.labels().get(label));
            }
        }
        return values;
    }

    /// Every name of a series.
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        samples.keySet().forEach(series -> names.add(series.name()));
        return names;
    }

    /// How many series there are of each type's name, parts of histograms counted with it.
    public Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        samples.keySet().forEach(series -> sizes.merge(family(series.name()), 1, Integer::sum));
        return sizes;
    }

    /// How many series there are.
    public int size() {
        return samples.size();
    }

    /// What is ours, a sample a line.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        samples.forEach(
                (series, value) -> {
                    if (series.name().startsWith("hera_") && !series.name().endsWith("_bucket")) {
                        text.append('\n').append(series.name()).append(series.labels());
                        text.append(' ').append(value);
                    }
                });
        return text.toString();
    }
}
