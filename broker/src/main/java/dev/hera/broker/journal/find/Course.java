package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.digest.Digest;
import dev.hera.broker.journal.digest.Piece;
import dev.hera.broker.journal.digest.Skim;
import dev.hera.broker.journal.digest.Sums;
import dev.hera.broker.journal.filter.Beside;
import dev.hera.broker.journal.keep.KeptCall;
import dev.hera.broker.journal.keep.Shelf;
import dev.hera.broker.journal.record.RecordKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

/// The way of one search: through the rows of the digest, and through the tables where it has
/// none, which are the calls of the last second and those before its first row; one thread.
final class Course {
    /// Behind every id that can be.
    private static final Instant FAR = Instant.ofEpochMilli(1L << 46);

    private final Shelf shelf;
    private final Order order;
    private final List<Leg> legs = new ArrayList<>();
    private final CallId from;
    private final CallId to;
    private int leg;

    /// A part of the way.
    interface Leg {
        /// The next calls; null when it is over. Together they leave no id out.
        @Nullable Stretch next();
    }

    Course(Shelf shelf, Search search, Instant now) {
        this.shelf = shelf;
        this.order = search.order();
        CallId first = id(search.filter().after());
        CallId end = id(search.filter().before());
        CallId behind = search.behind();
        boolean backwards = order == Order.NEWEST_FIRST;
        from = behind == null || backwards ? first : later(behind.next(), first);
        to = behind == null || !backwards || behind.compareTo(end) > 0 ? end : behind;
        if (from.compareTo(to) < 0) {
            legs.add(new Walk(shelf, order, from, to, now));
        }
    }

    /// The same, with a digest; to be said before the first step.
    ///
    /// @param sums counts what is certain; null when calls are to be named
    /// @param apart calls that are not counted by rows
    void through(
            Digest.View view,
            Search search,
            Beside beside,
            @Nullable Sums sums,
            NavigableSet<CallId> apart,
            Instant now) {
        CallId first = later(from, view.first());
        CallId end = view.behind().compareTo(to) < 0 ? view.behind() : to;
        if (legs.isEmpty() || first.compareTo(end) >= 0) {
            return;
        }
        boolean backwards = order == Order.NEWEST_FIRST;
        Skim.Direction way = backwards ? Skim.Direction.BACKWARDS : Skim.Direction.FORWARDS;
        Skim skim = view.skim(search.filter(), beside, way, first, end);
        if (sums != null) {
            skim.counting(sums, apart);
        }
        legs.clear();
        walk(from, first, now);
        legs.add(new Rows(skim, first, end));
        walk(end, to, now);
        if (backwards) {
            Collections.reverse(legs);
        }
    }

    private void walk(CallId begin, CallId end, Instant now) {
        if (begin.compareTo(end) < 0) {
            legs.add(new Walk(shelf, order, begin, end, now));
        }
    }

    private static CallId later(CallId one, CallId other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /// Before every call of this time.
    private static CallId id(Instant time) {
        Instant late = time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
        return RecordKey.id(RecordKey.at(late.isAfter(FAR) ? FAR : late));
    }

    @Nullable Stretch next() {
        while (leg < legs.size()) {
            Stretch stretch = legs.get(leg).next();
            if (stretch != null) {
                return stretch;
            }
            leg++;
        }
        return null;
    }

    /// Through rows; where many of them are wanted, their records are read side by side.
    private final class Rows implements Leg {
        private final Skim skim;
        private CallId first;
        private CallId end;

        Rows(Skim skim, CallId first, CallId end) {
            this.skim = skim;
            this.first = first;
            this.end = end;
        }

        @Override
        public @Nullable Stretch next() {
            if (first.compareTo(end) >= 0) {
                return null;
            }
            Piece piece = skim.next();
            if (piece == null) {
                Stretch rest = new Stretch(first, end, new TreeMap<>(), 0, null);
                first = end;
                return rest;
            }
            NavigableMap<CallId, @Nullable KeptCall> calls = calls(piece);
            if (order == Order.NEWEST_FIRST) {
                CallId before = end;
                end = piece.first();
                return new Stretch(end, before, calls, piece.rows(), end);
            }
            CallId before = first;
            first = piece.last().next();
            return new Stretch(before, first, calls, piece.rows(), piece.last());
        }

        private NavigableMap<CallId, @Nullable KeptCall> calls(Piece piece) {
            NavigableMap<CallId, @Nullable KeptCall> calls = new TreeMap<>();
            if (!piece.isDense()) {
                piece.wanted().forEach(id -> calls.put(id, null));
                return calls;
            }
            byte[] begin = RecordKey.of(piece.first(), RecordKey.OPENING);
            shelf.scan(
                    begin,
                    RecordKey.of(piece.last().next(), RecordKey.OPENING),
                    call -> {
                        if (piece.wanted().contains(call.id())) {
                            calls.put(call.id(), call);
                        }
                        return true;
                    });
            return calls;
        }
    }
}
