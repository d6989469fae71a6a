package dev.hera.trials.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.bench.Generator;
import dev.hera.bench.Load;
import dev.hera.bench.Tally;
import dev.hera.trials.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// A small call, echoed, as a platform has it from the start: authorised, recorded durably.
///
/// The bounds are about 1.3 times what `ops/reports/performance.md` says. A machine that is slow to
/// compile is slow to come below them, and has a minute for it; it is never too fast.
class AllocationIT {
    private static final long BROKER_BYTES = 36_000;
    private static final long WORKER_BYTES = 10_500;
    private static final int LEAST_CALLS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void aCallAllocatesWithinBounds(@TempDir Path data) throws IOException {
        try (Platform platform =
                        Platform.up(data, "--brokers", "1", "--workers", "1", "--no-haproxy");
                Allocation broker = Allocation.of(platform.pid("broker-1"));
                Allocation worker = Allocation.of(platform.pid("worker-1"))) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            PerCall seen = window(platform, broker, worker);
            while (!seen.isWithinBounds() && System.nanoTime() < end) {
                seen = window(platform, broker, worker);
            }
            System.out.println("bytes a call: " + seen);
            assertTrue(seen.isWithinBounds(), seen::toString);
        }
    }

    /// Some thousand calls.
    private static PerCall window(Platform platform, Allocation broker, Allocation worker) {
        long before = broker.bytes();
        long workerBefore = worker.bytes();
        long calls = 0;
        while (calls < LEAST_CALLS) {
            Tally tally = Generator.run(load(platform), 1);
            assertEquals(0, tally.errors(), tally::firstError);
            calls += tally.calls();
        }
        return new PerCall(
                (broker.bytes() - before) / calls, (worker.bytes() - workerBefore) / calls);
    }

    private static Load load(Platform platform) {
        URI url = URI.create(platform.broker(1) + "/0/echo");
        String body = "{\"text\":\"" + "x".repeat(129) + "\"}";
        return new Load(url, platform.callerToken(), body, 0, 8, Duration.ofSeconds(2));
    }

    private record PerCall(long broker, long worker) {
        boolean isWithinBounds() {
            return broker <= BROKER_BYTES && worker <= WORKER_BYTES;
        }
    }
}
