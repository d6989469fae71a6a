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

    private static final String TOO_MANY =
            "more than " + MAX_CALLS + " calls: narrow the filter by after: before:";

    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Originals originals;
    private final Finder finder;
    private final Router router;

    public Planner(Originals originals, Finder finder, Router router) {
        this.originals = originals;
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
        String trouble = select(by, wanted, now, selection);
        if (!trouble.isEmpty()) {
            return new Planned.Bad(trouble);
        }
        Ids ids = selection.ids();
        Spare spare = router.spare(selection.endpoints(), aim.get());
        Forecast forecast = selection.forecast(spare, sentBefore.apply(ids));
        return new Planned.Good(new Plan(id, by, now.toString(), wanted, forecast), ids);
    }

    /// Adds the calls; says why not all could be looked at, nothing when they were.
    private String select(String by, Wanted wanted, Instant now, Selection selection) {
        if (!wanted.ids().isEmpty()) {
            return named(by, wanted, selection);
        }
        return switch (FilterReader.read(wanted.filter(), now)) {
            case Misread misread -> misread.toString();
            case Filter filter -> {
                String trouble = shown(filter, record -> takes(selection, record));
                if (trouble.isEmpty()) {
                    selection.heard(
                            originals
                                    .others()
                                    .each(wanted.filter(), now, by, one -> takes(selection, one)));
                    trouble = selection.found() > MAX_CALLS ? TOO_MANY : "";
                }
                yield trouble;
            }
        };
    }

    private String named(String by, Wanted wanted, Selection selection) {
        for (String id : wanted.ids()) {
            Original found =
                    CallId.parse(id)
                            .map(call -> originals.look(call, by))
                            .orElseGet(Original.Gone::new);
            switch (found) {
                case Original.Kept(CallRecord record, Traits traits) -> {
                    if (!isReplay(record)) {
                        selection.add(traits);
                    }
                }
                case Original.Gone _ -> {
                    return "call " + id + " is not recorded";
                }
                case Original.Away(String why) -> {
                    return "call " + id + ": " + why;
                }
            }
        }
        return "";
    }

    /// A replay is never part of a replay.
    private static boolean isReplay(CallRecord record) {
        return record.opening().origin() instanceof Origin.Replay;
    }

    private boolean takes(Selection selection, CallRecord record) {
        return isReplay(record)
                ? selection.found() <= MAX_CALLS
                : takes(selection, originals.of(record).traits());
    }

    private static boolean takes(Selection selection, Traits call) {
        selection.add(call);
        return selection.found() <= MAX_CALLS;
    }

    private String shown(Filter filter, Predicate<CallRecord> seen) {
        Search search = new Search(filter, Order.OLDEST_FIRST, null);
        Reach reach = new Reach(Integer.MAX_VALUE, Long.MAX_VALUE, LONGEST, () -> false);
        Stop stop = finder.each(search, reach, seen);
        return switch (stop.why()) {
            case ALL -> "";
            case FOUND -> TOO_MANY;
            case LIMIT, GONE, BUSY ->
                    "%d calls were looked at in %d s and that was not all: narrow it by after:"
                            .formatted(stop.examined(), LONGEST.toSeconds());
        };
    }
}
