package dev.hera.examples.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// All measurements, and the answers to questions about them; immutable, so any thread may ask.
public final class Measurements {
    private final List<Measurement> all;

    Measurements(List<Measurement> all) {
        this.all = List.copyOf(all);
    }

    /// What a question is answered with.
    ///
    /// @param measurements how many there are
    /// @param matched how many were asked for
    /// @param groups a summary each, in the order of their labels; none when nothing matched
    public record Answer(int measurements, int matched, List<Summary> groups) {}

    /// The measurements that are shipped with the example.
    static Measurements shipped() {
        try (InputStream file = Measurements.class.getResourceAsStream("calls.csv")) {
            if (file == null) {
                throw new IllegalStateException("calls.csv is not beside the classes");
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return new Measurements(lines.lines().skip(1).map(Measurement::of).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Answers a question.
    Answer about(Question question) {
        List<Measurement> matched = all.stream().filter(question.filter()).toList();
        List<Measurement.Label> labels = question.labels();
        Map<String, List<Measurement>> groups =
                matched.stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> key(labels, one),
                                        TreeMap::new,
                                        Collectors.toList()));
        List<Double> ranks = question.ranks();
        List<Summary> summaries =
                groups.values().stream()
                        .map(group -> Summary.of(named(labels, group.getFirst()), group, ranks))
                        .toList();
        return new Answer(all.size(), matched.size(), summaries);
    }

    private static String key(List<Measurement.Label> labels, Measurement one) {
        return labels.stream().map(label -> label.of(one)).collect(Collectors.joining("\n"));
    }

    private static Map<String, String> named(List<Measurement.Label> labels, Measurement one) {
        Map<String, String> named = new LinkedHashMap<>();
        labels.forEach(l -> named.put(l.name().toLowerCase(Locale.ROOT), l.of(one)));
        return named;
    }
}
