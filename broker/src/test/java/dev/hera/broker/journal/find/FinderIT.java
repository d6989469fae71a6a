package dev.hera.broker.journal.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.filter.Specimen;
import dev.hera.broker.journal.record.CallRecord;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// An hour of calls, most of them in its last minute, compared with a look at each of them.
class FinderIT {
    private static final long SEED = 6;
    private static final int CALLS = 6_000;

    @TempDir static Path temp;
    private static Stock stock;

    @BeforeAll
    static void anHourOfCalls() {
        stock = new Stock(temp.resolve("journal"));
        Specimen specimen = new Specimen(SEED);
        Random random = new Random(SEED);
        stock.add(
                Stream.generate(() -> random.nextInt(random.nextInt(3) == 0 ? 3_600_000 : 60_000))
                        .limit(CALLS)
                        .map(Stock::ago)
                        .map(specimen::any)
                        .toList());
        List<CallId> ids = List.copyOf(stock.all.keySet());
        List<String> standings = List.of("accepted", "delivering", "parked", "quarantined");
        for (int i = 0; i < ids.size(); i += 97) {
            stock.standings.put(ids.get(i), standings.get(i % 4));
            stock.pinned.add(ids.get(i + 1));
        }
    }

    @AfterAll
    static void close() {
        stock.close();
    }

    private static Reach reach(int calls) {
        return new Reach(calls, Long.MAX_VALUE, Duration.ofMinutes(1), () -> false);
    }

    @Test
    void everyFilterFindsWhatALookAtEachCallFinds() {
        int found = stock.compare(new RandomFilters(SEED), 120, new Random(SEED));
        assertTrue(found > 40, "only " + found + " filters found anything");
    }

    @Test
    void recordsComeWhole() {
        Page page = stock.finder.page(Search.of(Stock.filter("-outcome:running")), reach(20));
        for (CallRecord found : page.calls()) {
            CallRecord kept = Objects.requireNonNull(stock.all.get(found.id()));
            assertEquals(kept.opening(), found.opening());
            assertEquals(kept.ending(), found.ending());
            assertEquals(kept.settlement(), found.settlement());
        }
        assertEquals(20, page.calls().size());
        assertEquals(Stop.Why.FOUND, page.stop().why());
    }

    @Test
    void pagesStandStillWhileCallsComeAndGo() {
        Filter filter = Stock.filter("caller:acme before:1m");
        List<CallId> expected = stock.expected(filter, Order.NEWEST_FIRST);
        Page first = stock.finder.page(Search.of(filter), reach(10));
        CallId last = first.calls().getLast().id();
        CallRecord removed = stock.all.get(last);
        stock.remove(last);
        Search rest = Search.of(filter).from(first.stop().behind());
        Page second = stock.finder.page(rest, reach(10));
        assertEquals(
                expected.subList(10, 20), second.calls().stream().map(CallRecord::id).toList());
        stock.add(List.of(removed));
    }

    @Test
    void aSearchSaysHowFarItCame() {
        Filter nothing = Stock.filter("body~\"not in any\"");
        Reach little = new Reach(1, 700, Duration.ofMinutes(1), () -> false);
        Page page = stock.finder.page(Search.of(nothing), little);
        List<CallId> newest = stock.expected(Filter.ALL, Order.NEWEST_FIRST);
        assertEquals(Stop.Why.LIMIT, page.stop().why());
        assertEquals(700, page.stop().examined());
        assertEquals(newest.get(699), page.stop().behind());
        Reach noTime = new Reach(1, Long.MAX_VALUE, Duration.ZERO, () -> false);
        assertEquals(Stop.Why.LIMIT, stock.finder.page(Search.of(nothing), noTime).stop().why());
    }

    @Test
    void aSearchThatNobodyWaitsForEnds() {
        AtomicInteger asked = new AtomicInteger();
        Reach reach = Reach.patient(() -> asked.incrementAndGet() > 3);
        Stop stop = stock.finder.each(Search.of(Stock.filter("body~nowhere")), reach, _ -> true);
        assertEquals(Stop.Why.GONE, stop.why());
        assertTrue(stop.examined() < CALLS / 2, () -> "looked at " + stop.examined());
    }

    @Test
    void whoLooksSlowlyHoldsNobodyUp() {
        Search all = Search.of(Filter.ALL);
        List<@Nullable Stop> inner = new ArrayList<>();
        stock.finder.each(
                all,
                reach(3),
                _ -> {
                    stock.finder.each(
                            all,
                            reach(3),
                            _ -> {
                                inner.add(stock.finder.page(all, reach(3)).stop());
                                return true;
                            });
                    return true;
                });
        assertEquals(9, inner.size());
        assertTrue(inner.stream().allMatch(stop -> stop.why() == Stop.Why.FOUND));
    }

    @Test
    void countsSayWhatTheyCounted() {
        Tally tally = stock.finder.count(Search.of(Filter.ALL), reach(1 << 30));
        assertEquals(CALLS, tally.calls());
        assertEquals(Stop.Why.ALL, tally.stop().why());
        for (String outcome : List.of("answered", "unknown", "running")) {
            Filter filter = Stock.filter("outcome:" + outcome);
            assertEquals(
                    stock.expected(filter, Order.NEWEST_FIRST).size(),
                    tally.outcomes().get(outcome));
        }
        Filter parked = Stock.filter("state:parked");
        assertEquals(
                stock.expected(parked, Order.NEWEST_FIRST).size(), tally.states().get("parked"));
        assertEquals(5, tally.endpoints().size());
    }
}
