package dev.hera.broker.replay.plan;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.filter.FilterReader;
import dev.hera.broker.journal.filter.Misread;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.journal.find.Order;
import dev.hera.broker.journal.find.Reach;
import dev.hera.broker.journal.find.Search;
import dev.hera.broker.journal.find.Stop;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.aim.Aim;
import dev.hera.broker.route.aim.Spare;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Finds the calls of a replay and says what sending them would mean; any thread, which it blocks
/// for some seconds at most.
public final class Planner {
    /// Most calls of one replay.
    public static final int MAX_CALLS = 1_000_000;

    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Function<CallId, Optional<CallRecord>> find;
    private final Finder finder;
    private final Router router;

    /// @param find a record with its bodies
    public Planner(Function<CallId, Optional<CallRecord>> find, Finder finder, Router router) {
        this.find = find;
        this.finder = finder;
        this.router = router;
    }

    /// What came of planning.
    public sealed interface Planned {
        /// It could be started.
        record Good(Plan plan, Ids ids) implements Planned {}

        /// It cannot; several lines when a filter is shown with a caret.
        record Bad(String why) implements Planned {}
    }

    /// Plans one.
    ///
    /// @param sentBefore how many of these an earlier replay sent to the same target
    public Planned plan(
            String id, String by, Instant now, Wanted wanted, Function<Ids, Integer> sentBefore) {
        if (!wanted.faults().isEmpty()) {
            return new Planned.Bad(String.join("; ", wanted.faults()));
        }
        Optional<Aim> aim = router.aim(wanted.target());
        if (aim.isEmpty()) {
            return new Planned.Bad(
                    "target \"%s\" is no role (live, candidate) and no worker that is linked here"
                            .formatted(wanted.target()));
        }
        Selection selection = new Selection(wanted, name -> router.endpoint(name, aim.get()));
        String trouble = select(wanted, now, record -> takes(selection, record));
        if (!trouble.isEmpty()) {
            return new Planned.Bad(trouble);
        }
        Ids ids = selection.ids();
        Spare spare = router.spare(selection.endpoints(), aim.get());
        Forecast forecast = selection.forecast(spare, sentBefore.apply(ids));
        return new Planned.Good(new Plan(id, by, now.toString(), wanted, forecast), ids);
    }

    /// A replay is never part of a replay.
    private static boolean takes(Selection selection, CallRecord record) {
        if (!(record.opening().origin() instanceof Origin.Replay)) {
            selection.add(record);
        }
        return selection.found() <= MAX_CALLS;
    }

    /// Shows the calls, oldest first; says why not all could be shown, nothing when they were.
    private String select(Wanted wanted, Instant now, Predicate<CallRecord> seen) {
        for (String id : wanted.ids()) {
            Optional<CallRecord> record = CallId.parse(id).flatMap(find);
            if (record.isEmpty()) {
                return "call " + id + " is not recorded at this broker";
            }
            var _ = seen.test(record.get());
        }
        if (!wanted.ids().isEmpty()) {
            return "";
        }
        return switch (FilterReader.read(wanted.filter(), now)) {
            case Misread misread -> misread.toString();
            case Filter filter -> shown(filter, seen);
        };
    }

    private String shown(Filter filter, Predicate<CallRecord> seen) {
        Search search = new Search(filter, Order.OLDEST_FIRST, null);
        Reach reach = new Reach(Integer.MAX_VALUE, Long.MAX_VALUE, LONGEST, () -> false);
        Stop stop = finder.each(search, reach, seen);
        return switch (stop.why()) {
            case ALL -> "";
            case FOUND -> "more than " + MAX_CALLS + " calls: narrow the filter by after: before:";
            case LIMIT, GONE, BUSY ->
                    "%d calls were looked at in %d s and that was not all: narrow it by after:"
                            .formatted(stop.examined(), LONGEST.toSeconds());
        };
    }
}
