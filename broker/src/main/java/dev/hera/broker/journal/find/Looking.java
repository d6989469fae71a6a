package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.filter.Beside;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.keep.KeptCall;
import dev.hera.broker.journal.record.CallRecord;

import org.jspecify.annotations.Nullable;

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
    private final NavigableSet<CallId> running;
    private final Walk walk;
    private final long end;
    private @Nullable CallId behind;
    private Stop.@Nullable Why why;
    private long examined;
    private int found;

    /// @param finish makes a record that was found what is handed out
    Looking(Sources sources, Search search, Reach reach, UnaryOperator<CallRecord> finish) {
        this.sources = sources;
        this.search = search;
        this.reach = reach;
        this.finish = finish;
        heads = search.filter().heads();
        bodies = search.filter().bodies();
        Map<CallId, String> standings =
                search.filter().asksStandings() ? sources.standings().get() : Map.of();
        beside = new Beside(standings, sources.pinned());
        running = new TreeSet<>(sources.running().get());
        walk = new Walk(sources.shelf(), search, sources.clock().instant());
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
        Stretch stretch = walk.next();
        if (stretch == null) {
            why = Stop.Why.ALL;
            return List.of();
        }
        for (CallId id : running.subSet(stretch.from(), stretch.to())) {
            stretch.calls().put(id, null);
        }
        List<CallRecord> some = new ArrayList<>();
        for (Map.Entry<CallId, @Nullable KeptCall> one : stretch.in(search.order()).entrySet()) {
            if (isOver()) {
                return some;
            }
            behind = one.getKey();
            examined++;
            CallRecord record = match(one.getKey(), one.getValue());
            if (record != null) {
                some.add(record);
                found++;
            }
        }
        return some;
    }

    private boolean isOver() {
        if (found >= reach.calls()) {
            why = Stop.Why.FOUND;
        } else if (examined >= reach.examined()) {
            why = Stop.Why.LIMIT;
        } else if (examined % BREATH == BREATH - 1) {
            if (reach.gone().getAsBoolean()) {
                why = Stop.Why.GONE;
            } else if (System.nanoTime() - end > 0) {
                why = Stop.Why.LIMIT;
            }
        }
        return why != null;
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
