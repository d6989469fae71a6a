package dev.hera.broker.replay.hermetic;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.filter.FilterReader;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.journal.find.Order;
import dev.hera.broker.journal.find.Page;
import dev.hera.broker.journal.find.Reach;
import dev.hera.broker.journal.find.Search;
import dev.hera.broker.journal.find.Stop;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.replay.plan.Original;
import dev.hera.broker.replay.plan.Originals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the calls that the handler of a recorded call made; any thread, which it blocks.
///
/// They are looked for where the call itself is recorded: a worker asks the broker whose call it
/// works for, and another only when that is gone.
public final class Children {
    private static final int MOST = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// A handler may end a little after its call has.
    private static final Duration AFTER = Duration.ofSeconds(2);

    private final Finder finder;
    private final Originals originals;

    public Children(Finder finder, Originals originals) {
        this.finder = finder;
        this.originals = originals;
    }

    /// Those that this call made, in their order; empty when they could not all be looked for now.
    ///
    /// @param by the token id in whose name other brokers are asked
    /// @throws JournalFault when the disk does not answer
    public Optional<List<CallRecord>> of(CallRecord parent, String by) {
        return originals.own().apply(parent.id()).isPresent() ? here(parent) : there(parent, by);
    }

    private Optional<List<CallRecord>> here(CallRecord parent) {
        Filter filter = (Filter) FilterReader.read(filter(parent), Instant.EPOCH);
        Search search = new Search(filter, Order.OLDEST_FIRST, null);
        Reach reach = new Reach(MOST, Long.MAX_VALUE, PATIENCE, () -> false);
        Page page = finder.page(search, reach);
        return page.stop().why() == Stop.Why.ALL ? Optional.of(page.calls()) : Optional.empty();
    }

    private Optional<List<CallRecord>> there(CallRecord parent, String by) {
        List<CallId> ids = new ArrayList<>();
        Originals.Heard heard =
                originals
                        .others()
                        .each(
                                filter(parent),
                                Instant.EPOCH,
                                by,
                                call -> ids.add(call.id()) && ids.size() <= MOST);
        List<CallRecord> calls = new ArrayList<>();
        for (CallId id : ids.stream().sorted().toList()) {
            if (originals.others().look(id, by) instanceof Original.Kept(CallRecord record, _)) {
                calls.add(record);
            }
        }
        boolean whole = heard.missing().isEmpty() && ids.size() <= MOST;
        return whole && calls.size() == ids.size() ? Optional.of(calls) : Optional.empty();
    }

    private static String filter(CallRecord parent) {
        CallId id = parent.id();
        Ending ending = parent.ending();
        Instant end = ending == null ? id.madeAt() : ending.endedAt();
        return "parent:%s after:%s before:%s".formatted(id, id.madeAt(), end.plus(AFTER));
    }
}
