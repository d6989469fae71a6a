package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.keep.KeptCall;
import dev.hera.broker.journal.keep.Shelf;
import dev.hera.broker.journal.record.RecordKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/// Goes through the calls on disk, stretch after stretch, each small enough to lie in memory; one
/// thread.
///
/// The tables are read forwards only. Backwards it takes a piece of time whose length follows how
/// many calls the last one had, and half of it when that are too many.
final class Walk {
    /// Behind every id that can be.
    private static final long FAR = 1L << 46;

    private static final int MOST_CALLS = 512;
    private static final int MOST_BYTES = 8 << 20;
    private static final int FEW = MOST_CALLS / 8;
    private static final long LONGEST = 400L * 24 * 3600 * 1000;

    private final Shelf shelf;
    private final Order order;
    private final byte[] lowest;
    private byte[] from;
    private byte[] to;
    private long width = 1000;
    private long newest;
    private boolean over;

    /// @param now where looking backwards begins; there may be calls behind it
    Walk(Shelf shelf, Search search, Instant now) {
        this.shelf = shelf;
        this.order = search.order();
        Filter filter = search.filter();
        CallId behind = search.behind();
        lowest = RecordKey.at(within(filter.after()));
        from = lowest;
        to = RecordKey.at(within(filter.before()));
        newest = Math.min(now.toEpochMilli(), within(filter.before()).toEpochMilli());
        if (behind != null) {
            goOn(behind);
        }
        over = Arrays.compareUnsigned(from, to) >= 0;
        if (!over && order == Order.NEWEST_FIRST) {
            skipToOldest();
        }
    }

    private void goOn(CallId behind) {
        if (order == Order.OLDEST_FIRST) {
            from = later(from, behind(behind));
        } else {
            byte[] there = RecordKey.of(behind, RecordKey.OPENING);
            to = Arrays.compareUnsigned(there, to) < 0 ? there : to;
            newest = Math.min(newest, behind.madeAt().toEpochMilli());
        }
    }

    /// Where the next id could be: the id as a number, and one more.
    private static byte[] behind(CallId id) {
        long low = id.uuid().getLeastSignificantBits() + 1;
        long high = id.uuid().getMostSignificantBits() + (low == 0 ? 1 : 0);
        return RecordKey.of(new CallId(new UUID(high, low)), RecordKey.OPENING);
    }

    private static byte[] later(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) >= 0 ? one : other;
    }

    private static Instant within(Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        Instant far = Instant.ofEpochMilli(FAR);
        return time.isAfter(far) ? far : time;
    }

    /// Before the oldest call there is nothing to go through.
    private void skipToOldest() {
        shelf.scan(
                from,
                to,
                call -> {
                    from = later(from, RecordKey.at(call.id().madeAt()));
                    return false;
                });
    }

    /// The next stretch; null when there is none. The last one reaches to the end of what was
    /// asked for, so that calls which only run fall into one.
    @Nullable Stretch next() {
        if (over) {
            return null;
        }
        return order == Order.OLDEST_FIRST ? forwards() : backwards();
    }

    private Stretch forwards() {
        Filling filling = new Filling();
        shelf.scan(from, to, filling::take);
        byte[] end = filling.isFull() ? behind(filling.calls.lastKey()) : to;
        over = !filling.isFull();
        Stretch stretch = new Stretch(RecordKey.id(from), RecordKey.id(end), filling.calls);
        from = end;
        return stretch;
    }

    private Stretch backwards() {
        long top = millis(to) + 1;
        long least = Math.min(newest, top - 1) - width;
        byte[] begin = later(from, RecordKey.at(Instant.ofEpochMilli(Math.max(0, least))));
        Filling filling = fill(begin);
        while (filling.isFull() && top - millis(begin) > 1) {
            long middle = millis(begin) + (top - millis(begin)) / 2;
            width = Math.max(1, Math.min(width, top - middle) / 2);
            begin = later(begin, RecordKey.at(Instant.ofEpochMilli(middle)));
            filling = fill(begin);
        }
        if (filling.isFull()) {
            filling = new Filling(Integer.MAX_VALUE);
            shelf.scan(begin, to, filling::take);
        } else if (filling.calls.size() < FEW) {
            width = Math.min(LONGEST, width * 4);
        }
        over = Arrays.compareUnsigned(begin, from) <= 0;
        byte[] end = over ? lowest : begin;
        Stretch stretch = new Stretch(RecordKey.id(end), RecordKey.id(to), filling.calls);
        to = begin;
        newest = millis(begin);
        return stretch;
    }

    private Filling fill(byte[] begin) {
        Filling filling = new Filling();
        shelf.scan(begin, to, filling::take);
        return filling;
    }

    private static long millis(byte[] key) {
        return RecordKey.id(key).madeAt().toEpochMilli();
    }

    /// Calls of a stretch until there are too many.
    private static final class Filling {
        private final NavigableMap<CallId, @Nullable KeptCall> calls = new TreeMap<>();
        private final int most;
        private long bytes;

        Filling() {
            this(MOST_CALLS);
        }

        Filling(int most) {
            this.most = most;
        }

        boolean take(KeptCall call) {
            calls.put(call.id(), call);
            bytes += call.bytes();
            return !isFull();
        }

        boolean isFull() {
            return calls.size() >= most || bytes >= MOST_BYTES;
        }
    }
}
