package dev.hera.broker.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.TokenTable;
import dev.hera.broker.access.WorkerTable;
import dev.hera.broker.admin.AdminGate;
import dev.hera.broker.route.RouterView;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// How often the table is weighed for those who look at it.
class OverviewApiTest {
    private static final long MILLI = 1_000_000;

    private final AdminGate gate =
            new AdminGate(
                    new Gatekeeper(() -> TokenTable.EMPTY, () -> WorkerTable.EMPTY),
                    UUID.randomUUID());
    private long now;
    private long cost;
    private long version;
    private int looks;

    private final OwnTable own =
            new OwnTable("broker-1", () -> version, this::look, _ -> List.of());
    private final OverviewApi overview = new OverviewApi(gate, own, (_, _) -> Map.of(), () -> now);

    private RouterView look() {
        looks++;
        now += cost;
        return new RouterView(0, List.of(), List.of());
    }

    private int looksInTenSeconds() {
        long end = now + 10_000 * MILLI;
        while (now < end) {
            overview.here(Set.of());
            now += 20 * MILLI;
        }
        return looks;
    }

    @Test
    void aSmallTableIsLookedAtFourTimesASecond() {
        cost = MILLI / 10;
        assertEquals(38.5, looksInTenSeconds(), 1.5);
    }

    @Test
    void aLargeOneCostsATwentiethOfACore() {
        cost = 50 * MILLI;
        assertEquals(10, looksInTenSeconds(), 1);
    }

    @Test
    void butIsNeverOlderThanASecond() {
        cost = 500 * MILLI;
        assertEquals(10, looksInTenSeconds(), 1);
    }

    @Test
    void aWorkerThatCameIsNotWaitedFor() {
        cost = 500 * MILLI;
        overview.here(Set.of());
        now += 300 * MILLI;
        overview.here(Set.of());
        assertEquals(1, looks);
        version++;
        overview.here(Set.of());
        assertEquals(2, looks);
    }
}
