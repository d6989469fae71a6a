package dev.hera.broker.wiring;

import dev.hera.broker.journal.Figures;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.write.Health;
import dev.hera.broker.journal.write.Tally;
import dev.hera.broker.metrics.Meters;

import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// Every figure of the journal, as it is scraped. A journal that only counts has but the first.
final class JournalMeters {
    private static final double NANOS = 1e9;

    private final Meters meters;
    private final Journal journal;

    private JournalMeters(Meters meters, Journal journal) {
        this.meters = meters;
        this.journal = journal;
    }

    static void add(Meters meters, Journal journal) {
        meters.counter("hera.journal.opened", "calls taken on record", journal::opened);
        if (journal.figures().isPresent()) {
            JournalMeters all = new JournalMeters(meters, journal);
            all.writing();
            all.calls();
            all.keeping();
        }
    }

    private void writing() {
        count("syncs", "batches written", f -> f.tally().batches());
        count("entries", "parts of records in batches", f -> f.tally().entries());
        count("bytes", "written", f -> f.tally().bytes());
        count("sync.microseconds", "spent writing", f -> f.tally().syncNanos() / 1_000);
        seconds("last.sync.seconds", "the newest batch took", Tally::lastSyncNanos);
        seconds("last.delay.seconds", "the newest batch had waited", Tally::lastDelayNanos);
        gauge("queue.bytes", "wait for the disk", f -> f.tally().waitingBytes());
    }

    private void calls() {
        gauge("unwell", "1 while it takes no calls", f -> f.health() == Health.WELL ? 0 : 1);
        gauge("under.way", "calls whose end is not on disk", Figures::underWay);
        count("unrecorded", "calls served without a record", Figures::unrecorded);
        count("refused", "calls not run for want of a record", Figures::refused);
        count("twice", "calls refused for an id that was on record", Figures::twice);
        count("undelivered", "answers that reached nobody", Figures::undelivered);
    }

    private void keeping() {
        count("erased", "calls, and ranges of old ones, off the disk", Figures::erased);
        gauge("to.erase", "removed and still on the disk", Figures::toErase);
        count("keys.removed", "idempotency keys forgotten", Figures::keysRemoved);
        gauge("disk.bytes", "on disk", Figures::bytes);
        gauge("disk.free.bytes", "left on its disk", Figures::freeBytes);
    }

    private void count(String name, String what, ToLongFunction<Figures> figure) {
        meters.counter("hera.journal." + name, what, () -> figure.applyAsLong(now()));
    }

    private void gauge(String name, String what, ToDoubleFunction<Figures> figure) {
        meters.gauge("hera.journal." + name, what, () -> figure.applyAsDouble(now()));
    }

    private void seconds(String name, String what, ToLongFunction<Tally> nanos) {
        gauge(name, what, figures -> nanos.applyAsLong(figures.tally()) / NANOS);
    }

    private Figures now() {
        return journal.figures().orElseThrow();
    }
}
