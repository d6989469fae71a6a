package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.journal.filter.Beside;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.filter.FilterReader;
import dev.hera.broker.journal.filter.Specimen;
import dev.hera.broker.journal.keep.Parts;
import dev.hera.broker.journal.keep.Shelf;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.store.RocksStore;
import dev.hera.broker.journal.store.StoreSettings;
import dev.hera.broker.journal.write.Entry;
import dev.hera.broker.journal.write.JournalWriter;
import dev.hera.broker.journal.write.Surroundings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Records on a real disk, some of them running, and the same in memory to compare with.
final class Stock implements AutoCloseable {
    final NavigableMap<CallId, CallRecord> all = new TreeMap<>();
    final Map<CallId, CallRecord> running = new ConcurrentHashMap<>();
    final Map<CallId, String> standings = new HashMap<>();
    final Set<CallId> pinned = ConcurrentHashMap.newKeySet();
    final Finder finder;
    private final RocksStore store;
    private final JournalWriter writer;

    Stock(Path folder) {
        store = RocksStore.open(StoreSettings.usual(folder));
        writer =
                JournalWriter.start(
                        store,
                        64 << 20,
                        new Surroundings(() -> Specimen.NOON, () -> 0, () -> true, _ -> {}));
        Shelf shelf = new Shelf(store);
        finder =
                new Finder(
                        new Sources(
                                shelf,
                                running::keySet,
                                id -> Optional.ofNullable(running.get(id)).or(() -> shelf.find(id)),
                                pinned,
                                () -> standings,
                                () -> Specimen.NOON));
    }

    /// Writes records; one that has no end runs, and every other of those is not on disk yet.
    void add(List<CallRecord> records) {
        Entry last = null;
        for (CallRecord record : records) {
            all.put(record.id(), record);
            if (record.isRunning()) {
                running.put(record.id(), record);
            }
            if (!record.isRunning() || record.id().hashCode() % 2 == 0) {
                last = write(record);
            }
        }
        if (last != null && !last.awaitKept(patience())) {
            throw new AssertionError("the records are not on disk");
        }
    }

    private Entry write(CallRecord record) {
        Entry last = push(Parts.opening(record.opening(), () -> {}));
        Ending ending = record.ending();
        if (ending != null) {
            last = push(Parts.ending(record.id(), ending, () -> {}));
        }
        Settlement settlement = record.settlement();
        return settlement == null ? last : push(Parts.settlement(record.id(), settlement));
    }

    private Entry push(Entry entry) {
        writer.push(entry);
        return entry;
    }

    void remove(CallId id) {
        all.remove(id);
        push(Parts.removal(id, () -> {})).awaitKept(patience());
    }

    private static Deadline patience() {
        return Deadline.after(Duration.ofSeconds(60), System.nanoTime());
    }

    static Filter filter(String text) {
        return (Filter) FilterReader.read(text, Specimen.NOON);
    }

    /// What must be found, by looking at each record in memory.
    List<CallId> expected(Filter filter, Order order) {
        Beside beside = new Beside(standings, pinned);
        Comparator<CallId> byTime = Comparator.naturalOrder();
        return all.values().stream()
                .filter(record -> filter.matches(record, beside))
                .map(CallRecord::id)
                .sorted(order == Order.OLDEST_FIRST ? byTime : byTime.reversed())
                .collect(Collectors.toList());
    }

    static Instant ago(long millis) {
        return Specimen.NOON.minusMillis(millis);
    }

    @Override
    public void close() {
        writer.close();
        store.close();
    }
}
