package dev.hera.examples.metrics;

import dev.hera.worker.api.CallException;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// What a caller wants to know, by query or as JSON; everything may be missing.
///
/// @param from first moment, `2026-11-01T12:00:00Z`
/// @param to first moment after
/// @param path only this path; likewise region and status
/// @param by one group for each `path`, `region`, `status` or `hour`, or combination of them
/// @param percentiles of the milliseconds, each above 0 and at most 100; 50, 95 and 99 when missing
public record Question(
        @Nullable String from,
        @Nullable String to,
        @Nullable String path,
        @Nullable String region,
        @Nullable Integer status,
        @Nullable List<String> by,
        @Nullable List<Double> percentiles) {
    private static final List<Double> USUAL = List.of(50.0, 95.0, 99.0);
    private static final int MOST = 20;

    /// Whether a measurement is asked for.
    Predicate<Measurement> filter() {
        Instant first = moment("from", from, Instant.MIN);
        Instant end = moment("to", to, Instant.MAX);
        return one ->
                !one.at().isBefore(first)
                        && one.at().isBefore(end)
                        && (path == null || path.equals(one.path()))
                        && (region == null || region.equals(one.region()))
                        && (status == null || status == one.status());
    }

    private static Instant moment(String name, @Nullable String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new CallException(400, name + " is not a moment like 2026-11-01T12:00:00Z");
        }
    }

    /// What to group by.
    List<Measurement.Label> labels() {
        return by == null ? List.of() : by.stream().distinct().map(Question::label).toList();
    }

    private static Measurement.Label label(String name) {
        for (Measurement.Label label : Measurement.Label.values()) {
            if (label.name().toLowerCase(Locale.ROOT).equals(name)) {
                return label;
            }
        }
        throw new CallException(400, "by is not path, region, status or hour");
    }

    /// Which percentiles.
    List<Double> ranks() {
        List<Double> wanted = percentiles == null ? USUAL : percentiles;
        if (wanted.size() > MOST || !wanted.stream().allMatch(p -> p > 0 && p <= 100)) {
            throw new CallException(400, "percentiles are at most 20 numbers above 0, up to 100");
        }
        return wanted;
    }
}
