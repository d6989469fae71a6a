package dev.hera.broker.recall;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.Samples;
import dev.hera.broker.journal.record.Settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// One broker's records, put there by hand; a call that runs ends as soon as somebody waits for it.
final class Shelf {
    private final Map<CallId, CallRecord> records = new ConcurrentHashMap<>();
    private final Samples samples = new Samples(5);

    OwnRecords own() {
        return new OwnRecords(id -> Optional.ofNullable(records.get(id)), this::ended);
    }

    /// A call of `shop` that runs.
    CallId running() {
        Opening opening = samples.usual();
        records.put(opening.id(), new CallRecord(opening, null, null, null, 7));
        return opening.id();
    }

    private Optional<CallRecord> ended(CallId id, Duration unused) {
        Opening opening = Objects.requireNonNull(records.get(id)).opening();
        Instant at = opening.receivedAt().truncatedTo(ChronoUnit.MILLIS);
        Settlement settlement =
                new Settlement(Settlement.Action.PROCESSED, at, "metrics", "by hand");
        return Optional.of(
                new CallRecord(
                        opening, samples.answered(opening), settlement, at.plusMillis(3), 7));
    }
}
