package dev.hera.broker.journal.find;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.journal.digest.Digest;
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
import dev.hera.broker.journal.store.Table;
import dev.hera.broker.journal.write.Entry;
import dev.hera.broker.journal.write.JournalWriter;
import dev.hera.broker.journal.write.Surroundings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
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
    private final Digest digest;

    Stock(Path folder) {
        store = RocksStore.open(StoreSettings.usual(folder));
        writer =
                JournalWriter.start(
                        store,
                        64 << 20,
                        new Surroundings(() -> Specimen.NOON, () -> 0, () -> true, _ -> {}));
        Shelf shelf = new Shelf(store);
        digest = new Digest(shelf, folder, () -> Specimen.NOON);
        writer.listen(digest::touched);
        finder =
                new Finder(
                        new Sources(
                                shelf,
                                digest,
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
        awaitReadable();
    }

    /// What is on disk is in the tables before the next batch begins.
    private void awaitReadable() {
        byte[] key = {'X'};
        Entry next = new Entry(batch -> batch.put(Table.MARKS, key, key), key.length);
        for (int i = 0; i < 2; i++) {
            Entry one = i == 0 ? next : new Entry(batch -> batch.delete(Table.MARKS, key), 1);
            if (!push(one).awaitKept(patience())) {
                throw new AssertionError("the records cannot be read");
            }
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

    /// The call ended, or was settled, or whatever else has changed.
    void change(CallRecord record) {
        all.put(record.id(), record);
        write(record);
        awaitReadable();
        running.remove(record.id());
    }

    void remove(CallId id) {
        all.remove(id);
        running.remove(id);
        push(Parts.removal(id, () -> {}));
        awaitReadable();
    }

    private static Deadline patience() {
        return Deadline.after(Duration.ofSeconds(60), System.nanoTime());
    }

    /// Asks so many random filters, in pages of any size, and compares; how many found something.
    int compare(RandomFilters filters, int rounds, Random random) {
        int found = 0;
        for (int i = 0; i < rounds; i++) {
            Filter filter = filter(filters.next());
            Order order = random.nextBoolean() ? Order.NEWEST_FIRST : Order.OLDEST_FIRST;
            List<CallId> expected = expected(filter, order);
            int size = 1 + random.nextInt(1 + expected.size());
            long examined = random.nextBoolean() ? Long.MAX_VALUE : 1_000;
            Reach reach = new Reach(size, examined, Duration.ofMinutes(1), () -> false);
            assertEquals(expected, inPages(filter, order, reach), filter.text());
            Tally tally = finder.count(new Search(filter, order, null), all());
            assertEquals(expected.size(), tally.calls(), filter.text());
            assertEquals(counted(expected), tally.outcomes(), filter.text());
            found += expected.isEmpty() ? 0 : 1;
        }
        return found;
    }

    private Map<String, Long> counted(List<CallId> ids) {
        return ids.stream()
                .map(id -> Objects.requireNonNull(all.get(id)).word())
                .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
    }

    private static Reach all() {
        return new Reach(Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ofMinutes(1), () -> false);
    }

    private List<CallId> inPages(Filter filter, Order order, Reach reach) {
        List<CallId> found = new ArrayList<>();
        Search search = new Search(filter, order, null);
        for (int pages = 0; pages <= all.size(); pages++) {
            Page page = finder.page(search, reach);
            page.calls().stream().map(CallRecord::id).forEach(found::add);
            if (!page.stop().goesOn()) {
                return found;
            }
            search = search.from(page.stop().behind());
        }
        throw new AssertionError("it never ends: " + filter.text());
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

    /// From now on there are rows for what lies there.
    void digest() {
        CallId before = CallId.next(Specimen.NOON.minusMillis(1001), 0, new Random(1));
        digest.start();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (digest.view().behind().compareTo(before) < 0) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the digest does not come along");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        digest.close();
        writer.close();
        store.close();
    }
}
