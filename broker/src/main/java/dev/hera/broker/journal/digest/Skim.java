package dev.hera.broker.journal.digest;

import dev.hera.broker.call.CallId;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;

/// One search's way through the rows between two ids, piece by piece; one thread.
public final class Skim {
    private static final int MOST_ROWS = 1 << 14;
    private static final int MOST_WANTED = 256;

    private final List<Sheet> sheets;
    private final Judge judge;
    private final Names endpoints;
    private final Direction direction;
    private final CallId from;
    private final CallId to;
    private @Nullable Sums sums;
    private NavigableSet<CallId> apart = Collections.emptyNavigableSet();
    private long lowestApart;
    private int sheet;
    private int at;
    private int end;

    /// Which way it goes.
    public enum Direction {
        BACKWARDS,
        FORWARDS
    }

    /// @param from the oldest id that is wanted
    /// @param to the one behind the newest
    Skim(
            List<Sheet> sheets,
            Judge judge,
            Names endpoints,
            Direction direction,
            CallId from,
            CallId to) {
        this.sheets = sheets;
        this.judge = judge;
        this.endpoints = endpoints;
        this.direction = direction;
        this.from = from;
        this.to = to;
        sheet = direction == Direction.FORWARDS ? -1 : sheets.size();
        turn();
    }

    /// Counts the calls that are certain instead of naming them.
    ///
    /// @param others calls that are counted elsewhere
    public void counting(Sums into, NavigableSet<CallId> others) {
        sums = into;
        apart = others;
        lowestApart =
                others.isEmpty() ? Long.MAX_VALUE : others.first().uuid().getMostSignificantBits();
    }

    /// The next sheet with rows between the two ids.
    private boolean turn() {
        while (true) {
            sheet += direction == Direction.FORWARDS ? 1 : -1;
            if (sheet < 0 || sheet >= sheets.size()) {
                return false;
            }
            Sheet next = sheets.get(sheet);
            int first = next.first(from);
            int behind = next.first(to);
            if (first < behind) {
                at = direction == Direction.FORWARDS ? first : behind - 1;
                end = direction == Direction.FORWARDS ? behind : first - 1;
                return true;
            }
        }
    }

    /// The next rows; null when there are no more.
    public @Nullable Piece next() {
        if (at == end && !turn()) {
            return null;
        }
        if (sheet < 0 || sheet >= sheets.size()) {
            return null;
        }
        Sheet here = sheets.get(sheet);
        int step = direction == Direction.FORWARDS ? 1 : -1;
        int began = at;
        Set<CallId> wanted = new HashSet<>();
        int rows = 0;
        while (at != end && rows < MOST_ROWS && wanted.size() < MOST_WANTED) {
            look(here, at, wanted);
            rows++;
            at += step;
        }
        CallId one = here.id(began);
        CallId other = here.id(at - step);
        return direction == Direction.FORWARDS
                ? new Piece(one, other, rows, wanted)
                : new Piece(other, one, rows, wanted);
    }

    private void look(Sheet here, int row, Set<CallId> wanted) {
        Answer answer = judge.of(here, row);
        if (answer == Answer.NO) {
            return;
        }
        Sums into = sums;
        if (into == null || answer == Answer.MAYBE) {
            wanted.add(here.id(row));
        } else if (here.high(row) < lowestApart || !apart.contains(here.id(row))) {
            into.add(here, row, endpoints);
        }
    }
}
