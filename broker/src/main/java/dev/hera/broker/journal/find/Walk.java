package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.keep.KeptCall;
import dev.hera.broker.journal.keep.Shelf;
import dev.hera.broker.journal.record.RecordKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Goes through the calls on disk, stretch after stretch, each small enough to lie in memory; one
/// thread.
///
/// The tables are read forwards only. Backwards it takes a piece of time whose length follows how
/// many calls the last one had, and half of it when that are too many.
final class Walk implements Course.Leg {
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

    /// @param from of the first call that may be wanted
    /// @param to of the first one behind them
    /// @param now where looking backwards begins; there may be calls behind it
    Walk(Shelf shelf, Order order, CallId from, CallId to, Instant now) {
        this.shelf = shelf;
        this.order = order;
        lowest = RecordKey.of(from, RecordKey.OPENING);
        this.from = lowest;
        this.to = RecordKey.of(to, RecordKey.OPENING);
        newest = Math.min(now.toEpochMilli(), to.madeAt().toEpochMilli());
        if (order == Order.NEWEST_FIRST) {
            skipToOldest();
        }
    }

    private static byte[] later(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) >= 0 ? one : other;
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
    @Override
    public @Nullable Stretch next() {
        if (over) {
            return null;
        }
        return order == Order.OLDEST_FIRST ? forwards() : backwards();
    }

    private Stretch forwards() {
        Filling filling = new Filling();
        shelf.scan(from, to, filling::take);
        byte[] end = filling.isFull() ? RecordKey.of(filling.calls.lastKey().next(), 0) : to;
        over = !filling.isFull();
        Stretch stretch = stretch(from, end, filling);
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
        Stretch stretch = stretch(end, to, filling);
        to = begin;
        newest = millis(begin);
        return stretch;
    }

    private static Stretch stretch(byte[] begin, byte[] end, Filling filling) {
        return new Stretch(RecordKey.id(begin), RecordKey.id(end), filling.calls, 0, null);
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
