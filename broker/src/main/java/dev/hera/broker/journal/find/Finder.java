package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.digest.Sums;
import dev.hera.broker.journal.filter.Beside;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.record.CallRecord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Finds calls by filters; any thread, which it blocks.
///
/// Few searches work at the same time, so that live calls are not hurt: each gets its turn for a
/// small piece at a time, and nobody's turn lasts while a caller looks at what was found.
public final class Finder {
    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Sources sources;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    public Finder(Sources sources) {
        this.sources = sources;
    }

    /// As many calls as wanted, bodies included.
    ///
    /// @throws JournalFault when the disk does not answer
    public Page page(Search search, Reach reach) {
        List<CallRecord> calls = new ArrayList<>();
        Stop stop = each(search, reach, calls::add);
        return new Page(calls, stop);
    }

    /// Shows each call that is found, bodies included, until it says false; it may take its time.
    ///
    /// @throws JournalFault when the disk does not answer
    public Stop each(Search search, Reach reach, Predicate<CallRecord> found) {
        return look(
                new Looking(sources, search, reach, sources.shelf()::whole, null), reach, found);
    }

    /// Counts the calls, by what they are.
    ///
    /// @throws JournalFault when the disk does not answer
    public Tally count(Search search, Reach reach) {
        Beside beside = beside();
        Sums sums = new Sums(beside);
        Counting counting = new Counting(beside, sums);
        Looking looking = new Looking(sources, search, reach, record -> record, sums);
        return counting.tally(look(looking, reach, counting::add));
    }

    /// Those of these calls that the filter finds, without the bodies that lie apart.
    ///
    /// @throws JournalFault when the disk does not answer
    public List<CallRecord> those(List<CallId> ids, Filter filter) {
        Beside beside = beside();
        return ids.stream()
                .map(sources.find())
                .flatMap(Optional::stream)
                .filter(record -> filter.matches(record, beside))
                .toList();
    }

    /// What is known besides the records, now.
    public Beside beside() {
        return new Beside(sources.standings().get(), sources.pinned());
    }

    private Stop look(Looking looking, Reach reach, Predicate<CallRecord> found) {
        while (true) {
            if (!takesTurn()) {
                return looking.stop(Stop.Why.BUSY);
            }
            List<CallRecord> some;
            try {
                some = looking.next();
            } finally {
                turns.release();
            }
            for (CallRecord record : some) {
                if (reach.gone().getAsBoolean() || !found.test(record)) {
                    boolean left = reach.gone().getAsBoolean();
                    return looking.stopAt(record, left ? Stop.Why.GONE : Stop.Why.FOUND);
                }
            }
            Stop.Why why = looking.why();
            if (why != null) {
                return looking.stop(why);
            }
        }
    }

    private boolean takesTurn() {
        try {
            return turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
