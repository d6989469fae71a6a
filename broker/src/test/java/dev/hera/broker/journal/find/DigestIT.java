package dev.hera.broker.journal.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.filter.Specimen;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Settlement;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Searches by rows, compared with a look at each record; one call in fifty runs.
class DigestIT {
    private static final long SEED = 66;
    private static final int CALLS = Integer.getInteger("hera.find.calls", 12_000);

    @TempDir static Path temp;
    private static Stock stock;
    private static final Specimen SPECIMEN = new Specimen(SEED);

    @BeforeAll
    static void calls() {
        stock = new Stock(temp.resolve("journal"));
        Random random = new Random(SEED);
        stock.add(
                Stream.generate(() -> random.nextInt(3_600_000))
                        .limit(CALLS)
                        .map(Stock::ago)
                        .map(SPECIMEN::any)
                        .toList());
        List<CallId> ids = List.copyOf(stock.all.keySet());
        List<String> standings = List.of("accepted", "delivering", "parked", "quarantined");
        for (int i = 0; i + 1 < ids.size(); i += 97) {
            stock.standings.put(ids.get(i), standings.get(i % 4));
            stock.pinned.add(ids.get(i + 1));
        }
        stock.digest();
    }

    @AfterAll
    static void close() {
        stock.close();
    }

    @Test
    void rowsFindWhatALookAtEachCallFinds() {
        int found = stock.compare(new RandomFilters(SEED), 100, new Random(SEED));
        assertTrue(found > 30, "only " + found + " filters found anything");
    }

    @Test
    void whatChangesBehindTheRowsIsFoundAsItIs() {
        Random random = new Random(SEED);
        List<CallRecord> some = List.copyOf(stock.all.values());
        Settlement done =
                new Settlement(Settlement.Action.PROCESSED, Specimen.NOON, "stock", "later");
        for (int i = 0; i < 100; i++) {
            CallRecord any = some.get(random.nextInt(some.size()));
            CallRecord one = stock.all.getOrDefault(any.id(), any);
            switch (i % 4) {
                case 0 -> stock.remove(one.id());
                case 1 -> stock.change(new CallRecord(one.opening(), one.ending(), done, null, 0));
                case 2 -> stock.add(List.of(SPECIMEN.ended(Stock.ago(random.nextInt(60_000)))));
                default -> end(one);
            }
            int found = stock.compare(new RandomFilters(SEED + i), 1, random);
            assertTrue(found >= 0);
        }
    }

    /// A call that runs has ended like another one.
    private static void end(CallRecord one) {
        CallRecord like = SPECIMEN.ended(one.opening().receivedAt());
        stock.change(new CallRecord(one.opening(), like.ending(), one.settlement(), null, 0));
    }

    @Test
    void whatIsCertainByRowsNeedsNoRecord() {
        Filter filter = Stock.filter("caller:nobody status:404 took>1s");
        Reach reach = new Reach(50, Long.MAX_VALUE, Duration.ofMinutes(1), () -> false);
        Page page = stock.finder.page(Search.of(filter), reach);
        assertEquals(List.of(), page.calls());
        assertEquals(Stop.Why.ALL, page.stop().why());
    }

    @Test
    void nothingOfTheDigestLiesInTheFolder() {
        assertTrue(Files.notExists(temp.resolve("journal").resolve("digest")));
    }
}
