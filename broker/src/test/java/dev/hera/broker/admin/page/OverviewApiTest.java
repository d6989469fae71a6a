package dev.hera.broker.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.TokenTable;
import dev.hera.broker.access.WorkerTable;
import dev.hera.broker.admin.AdminGate;
import dev.hera.broker.route.RouterView;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/// How often the table is weighed for those who look at it.
class OverviewApiTest {
    private static final long MILLI = 1_000_000;

    private final AdminGate gate =
            new AdminGate(new Gatekeeper(() -> TokenTable.EMPTY, () -> WorkerTable.EMPTY));
    private long now;
    private long cost;
    private int looks;

    private final OverviewApi overview = new OverviewApi(gate, this::look, "broker-1", () -> now);

    private RouterView look() {
        looks++;
        now += cost;
        return new RouterView(0, List.of(), List.of());
    }

    private int looksInTenSeconds() {
        long end = now + 10_000 * MILLI;
        while (now < end) {
            overview.answer(Set.of());
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
    void butIsNeverOlderThanThreeSeconds() {
        cost = 1_000 * MILLI;
        assertEquals(3, looksInTenSeconds(), 1);
    }
}
