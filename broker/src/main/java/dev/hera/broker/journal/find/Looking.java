package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.digest.Digest;
import dev.hera.broker.journal.digest.Sums;
import dev.hera.broker.journal.filter.Beside;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.keep.KeptCall;
import dev.hera.broker.journal.record.CallRecord;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// One search under way; one thread.
final class Looking {
    /// Calls looked at between two looks at the clock.
    private static final int BREATH = 64;

    private final Sources sources;
    private final Search search;
    private final Reach reach;
    private final UnaryOperator<CallRecord> finish;
    private final Filter heads;
    private final Filter bodies;
    private final Beside beside;
    private final NavigableSet<CallId> apart;
    private final Course course;
    private final long end;
    private @Nullable CallId behind;
    private Stop.@Nullable Why why;
    private long examined;
    private int looks;
    private int found;

    /// @param finish makes a record that was found what is handed out
    /// @param sums counts what needs no look at its record; null when calls are to be named
    Looking(
            Sources sources,
            Search search,
            Reach reach,
            UnaryOperator<CallRecord> finish,
            @Nullable Sums sums) {
        this.sources = sources;
        this.search = search;
        this.reach = reach;
        this.finish = finish;
        heads = search.filter().heads();
        bodies = search.filter().bodies();
        Map<CallId, String> standings =
                search.filter().asksStandings() ? sources.standings().get() : Map.of();
        beside = new Beside(standings, sources.pinned());
        apart = new TreeSet<>(sources.running().get());
        Digest.View view = sources.digest().view();
        apart.addAll(view.apart());
        Instant now = sources.clock().instant();
        course = new Course(sources.shelf(), search, now);
        course.through(view, search, beside, sums, apart, now);
        end = System.nanoTime() + reach.time().toNanos();
        behind = search.behind();
    }

    /// Why it is over; null while it is not.
    Stop.@Nullable Why why() {
        return why;
    }

    Stop stop(Stop.Why reason) {
        return new Stop(reason, behind, examined);
    }

    /// The asker wants nothing behind this one.
    Stop stopAt(CallRecord record, Stop.Why reason) {
        return new Stop(reason, record.id(), examined);
    }

    /// What a small piece of the way has to show.
    List<CallRecord> next() {
        Stretch stretch = course.next();
        if (stretch == null) {
            why = Stop.Why.ALL;
            return List.of();
        }
        for (CallId id : apart.subSet(stretch.from(), stretch.to())) {
            stretch.calls().put(id, null);
        }
        List<CallRecord> some = new ArrayList<>();
        for (Map.Entry<CallId, @Nullable KeptCall> one : stretch.in(search.order()).entrySet()) {
            if (isOver()) {
                return some;
            }
            looks++;
            behind = one.getKey();
            examined += stretch.rows() == 0 ? 1 : 0;
            CallRecord record = match(one.getKey(), one.getValue());
            if (record != null) {
                some.add(record);
                found++;
            }
        }
        examined += stretch.rows();
        behind = stretch.end() == null ? behind : stretch.end();
        look();
        return some;
    }

    private boolean isOver() {
        if (found >= reach.calls()) {
            why = Stop.Why.FOUND;
        } else if (examined >= reach.examined()) {
            why = Stop.Why.LIMIT;
        } else if (looks % BREATH == BREATH - 1) {
            look();
        }
        return why != null;
    }

    /// Whether anybody waits, and at the clock.
    private void look() {
        if (reach.gone().getAsBoolean()) {
            why = Stop.Why.GONE;
        } else if (System.nanoTime() - end > 0) {
            why = Stop.Why.LIMIT;
        }
    }

    private @Nullable CallRecord match(CallId id, @Nullable KeptCall kept) {
        CallRecord record = kept == null ? null : kept.read();
        if (record == null || record.isRunning()) {
            record = sources.find().apply(id).orElse(null);
        }
        if (record == null || !heads.matches(record, beside)) {
            return null;
        }
        if (bodies.terms().isEmpty()) {
            return finish.apply(record);
        }
        CallRecord whole = sources.shelf().whole(record);
        return bodies.matches(whole, beside) ? whole : null;
    }
}
