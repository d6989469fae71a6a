package dev.hera.examples.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.worker.api.CallException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class MeasurementsTest {
    private static final Question ALL = new Question(null, null, null, null, null, null, null);

    /// A hundred calls of `/a` that took 1 to 100 ms, an hour apart, and one of `/b` that failed.
    private final Measurements measurements =
            new Measurements(
                    Stream.concat(
                                    IntStream.rangeClosed(1, 100).mapToObj(MeasurementsTest::ofA),
                                    Stream.of("2026-11-01T00:59:59Z,/b,north,503,7,10"))
                            .map(Measurement::of)
                            .toList());

    private static String ofA(int ms) {
        String hour = String.format("2026-11-%02dT%02d", 1 + ms / 24, ms % 24);
        return hour + ":00:00Z,/a,south,200," + ms + ",10";
    }

    @Test
    void percentilesAreTheNearestThatWasMeasured() {
        Question question =
                new Question(
                        null, null, "/a", null, null, null, List.of(0.5, 50.0, 99.0, 99.1, 100.0));
        Summary summary = measurements.about(question).groups().getFirst();
        assertEquals(
                Map.of(0.5, 1, 50.0, 50, 99.0, 99, 99.1, 100, 100.0, 100), summary.percentiles());
        assertEquals(50.5, summary.meanMillis());
        assertEquals(1, summary.minMillis());
        assertEquals(100, summary.maxMillis());
        assertEquals(1000, summary.bytes());
    }

    @Test
    void groupsComeInTheOrderOfTheirLabels() {
        List<Summary> groups = measurements.about(by("path", "region")).groups();
        assertEquals(Map.of("path", "/a", "region", "south"), groups.getFirst().group());
        assertEquals(Map.of("path", "/b", "region", "north"), groups.getLast().group());
        assertEquals(1, groups.getLast().errors());
        assertEquals(2, groups.size());
    }

    @Test
    void fromIsInAndToIsOut() {
        assertEquals(2, between("2026-11-01T01:00:00Z", "2026-11-01T03:00:00Z").matched());
        assertEquals(1, between(null, "2026-11-01T01:00:00Z").matched());
        assertEquals(0, between("2027-01-01T00:00:00Z", null).groups().size());
    }

    @Test
    void whatCannotBeAskedIsSaid() {
        assertEquals(400, refused(by("colour")).status());
        assertEquals(
                400,
                refused(new Question("yesterday", null, null, null, null, null, null)).status());
        assertEquals(
                400,
                refused(new Question(null, null, null, null, null, null, List.of(0.0))).status());
    }

    @Test
    void theShippedMeasurementsTellOfTwoBadHours() {
        Question question =
                new Question(null, null, "/checkout", null, null, List.of("hour"), List.of(50.0));
        List<String> bad =
                Measurements.shipped().about(question).groups().stream()
                        .filter(s -> s.percentiles().getOrDefault(50.0, 0) > 250)
                        .map(s -> s.group().get("hour"))
                        .toList();
        assertEquals(List.of("2026-11-02T12", "2026-11-02T13"), bad);
        assertTrue(Measurements.shipped().about(ALL).matched() == 4000);
    }

    private static Question by(String... labels) {
        return new Question(null, null, null, null, null, List.of(labels), null);
    }

    private Measurements.Answer between(@Nullable String from, @Nullable String to) {
        return measurements.about(new Question(from, to, null, null, null, null, null));
    }

    private CallException refused(Question question) {
        return assertThrows(CallException.class, () -> measurements.about(question));
    }
}
