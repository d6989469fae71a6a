package dev.hera.broker.journal.digest;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.filter.Beside;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.keep.KeptCall;
import dev.hera.broker.journal.keep.Shelf;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.RecordKey;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Follows the calls on disk; its thread alone changes rows, any thread searches.
///
/// What the tables change behind it comes to [#touched] first, from the writer's thread.
public final class Digest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Digest.class);
    private static final Duration BEHIND = Duration.ofSeconds(1);
    private static final long LOOK_EVERY = 500;
    private static final int AT_ONCE = 512;
    private static final int MOST_SHEETS = 160;
    private static final int MOST_CHANGES = 100_000;
    private static final int MOST_LATE = 20_000;
    private static final CallId NONE = RecordKey.id(RecordKey.at(Instant.EPOCH));

    private final Shelf shelf;
    private final Path folder;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("journal-digest").daemon().unstarted(this::run);
    private final Map<CallId, Long> changed = new ConcurrentHashMap<>();
    private final Set<CallId> late = new ConcurrentSkipListSet<>();
    private final Queue<Gone> gone = new ConcurrentLinkedQueue<>();
    private volatile boolean lost;
    private volatile CallId reading = NONE;
    private volatile State state = new State(List.of(), NONE, Vocabulary.empty());

    /// What there is.
    ///
    /// @param behind all calls before this id have a row, from the first row on
    private record State(List<Sheet> sheets, CallId behind, Vocabulary words) {}

    /// Everything between two ids is off the disk.
    private record Gone(CallId from, CallId to) {}

    /// Calls that have rows, as they stand when a search begins; immutable.
    public static final class View {
        private final State seen;
        private final Set<CallId> apart;

        private View(State seen, Set<CallId> apart) {
            this.seen = seen;
            this.apart = apart;
        }

        /// The id of the oldest row, or [#behind] when there is none.
        public CallId first() {
            boolean none = seen.sheets().isEmpty() || seen.sheets().getFirst().count() == 0;
            return none ? seen.behind() : seen.sheets().getFirst().id(0);
        }

        /// Calls before this id have a row, from the first on.
        public CallId behind() {
            return seen.behind();
        }

        /// Calls whose rows are not right, or missing.
        public Set<CallId> apart() {
            return apart;
        }

        /// The rows between two ids.
        public Skim skim(Filter filter, Beside beside, Skim.Direction way, CallId from, CallId to) {
            Judge judge = new Judge(filter, beside, seen.words());
            CallId end = to.compareTo(seen.behind()) < 0 ? to : seen.behind();
            return new Skim(seen.sheets(), judge, seen.words().endpoints(), way, from, end);
        }
    }

    /// @param folder on a disk with room for its rows; nothing stays there
    public Digest(Shelf shelf, Path folder, InstantSource clock) {
        this.shelf = shelf;
        this.folder = folder;
        this.clock = clock;
    }

    /// Begins to follow.
    public void start() {
        thread.start();
    }

    /// What there is now. Sheets first, changes second: what is in neither is not readable yet.
    public View view() {
        State seen = state;
        Set<CallId> apart = new ConcurrentSkipListSet<>(changed.keySet());
        apart.addAll(late);
        return new View(lost ? new State(List.of(), NONE, seen.words()) : seen, apart);
    }

    /// The tables have another answer for these calls than a moment ago.
    ///
    /// @param to behind the last key; null for a single call
    public void touched(byte[] from, byte @Nullable [] to) {
        CallId id = RecordKey.id(from);
        if (id.compareTo(reading) >= 0) {
            return;
        }
        if (to != null) {
            gone.add(new Gone(id, RecordKey.id(to)));
        } else if (changed.size() < MOST_CHANGES) {
            changed.merge(id, 1L, Long::sum);
        } else {
            lost = true;
        }
    }

    private void run() {
        try {
            do {
                follow();
            } while (!closing.await(LOOK_EVERY, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            LOG.warn("the journal's digest was interrupted and stops: searches take longer");
        }
    }

    private void follow() {
        try {
            update();
        } catch (JournalFault fault) {
            LOG.info("the digest waits for the journal: {}", fault.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.warn("the digest is made again: searches take longer meanwhile", e);
            lost = true;
        }
    }

    private void update() throws IOException {
        if (lost) {
            begin();
        }
        for (Gone range = gone.poll(); range != null; range = gone.poll()) {
            kill(range);
        }
        for (Map.Entry<CallId, Long> change : Map.copyOf(changed).entrySet()) {
            CallId id = change.getKey();
            if (id.compareTo(state.behind()) < 0) {
                correct(id);
                changed.remove(id, change.getValue());
            }
        }
        extend();
    }

    /// From the first call again.
    private void begin() {
        state = new State(List.of(), NONE, Vocabulary.empty());
        changed.clear();
        late.clear();
        gone.clear();
        lost = false;
    }

    private void kill(Gone range) {
        for (Sheet sheet : state.sheets()) {
            int end = sheet.first(range.to());
            for (int at = sheet.first(range.from()); at < end; at++) {
                sheet.kill(at);
            }
        }
        late.removeIf(id -> id.compareTo(range.from()) >= 0 && id.compareTo(range.to()) < 0);
    }

    private void correct(CallId id) {
        Optional<CallRecord> now = shelf.find(id);
        for (Sheet sheet : state.sheets()) {
            int at = sheet.first(id);
            if (at < sheet.count() && sheet.id(at).equals(id)) {
                if (now.isPresent()) {
                    sheet.fill(at, Row.of(now.get(), state.words()));
                } else {
                    sheet.kill(at);
                }
                return;
            }
        }
        if (now.isEmpty()) {
            late.remove(id);
        } else if (late.size() < MOST_LATE) {
            late.add(id);
        } else {
            lost = true;
        }
    }

    /// Reads what came since, a piece at a time, and rests in between as long as that took.
    private void extend() throws IOException {
        CallId end = RecordKey.id(RecordKey.at(clock.instant().minus(BEHIND)));
        if (end.compareTo(state.behind()) <= 0) {
            return;
        }
        reading = end;
        while (!lost && state.behind().compareTo(end) < 0) {
            long began = System.nanoTime();
            List<KeptCall> calls = new ArrayList<>();
            byte[] from = RecordKey.of(state.behind(), RecordKey.OPENING);
            shelf.scan(
                    from,
                    RecordKey.of(end, RecordKey.OPENING),
                    call -> {
                        calls.add(call);
                        return calls.size() < AT_ONCE;
                    });
            boolean more = calls.size() == AT_ONCE;
            add(calls, more ? calls.getLast().id().next() : end);
            if (more && isClosing(System.nanoTime() - began)) {
                return;
            }
        }
    }

    private boolean isClosing(long nanos) {
        try {
            return closing.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void add(List<KeptCall> calls, CallId behind) throws IOException {
        List<Sheet> sheets = new ArrayList<>(state.sheets());
        for (KeptCall call : calls) {
            if (sheets.isEmpty() || sheets.getLast().isFull()) {
                sheets.add(Sheet.in(folder));
            }
            sheets.getLast().add(Row.of(call.read(), state.words()));
        }
        if (sheets.size() > MOST_SHEETS) {
            sheets.removeFirst();
        }
        state = new State(List.copyOf(sheets), behind, state.words());
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
