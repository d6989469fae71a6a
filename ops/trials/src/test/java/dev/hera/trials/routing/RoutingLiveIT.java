package dev.hera.trials.routing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.trials.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// The same six processes, the same trouble, two ways in: the platform, and HAProxy's `balance
/// leastconn` over their plain doors. Blocks of all troubles through both ways in turn, so that
/// what else this machine does meets both; writes `ops/reports/routing-live.md`.
@EnabledIfSystemProperty(named = "hera.live.blocks", matches = "[1-9][0-9]?")
class RoutingLiveIT {
    static final int RATE = Integer.getInteger("hera.live.rate", 80);

    /// All of them, or the one that is named.
    static final List<Trouble> TROUBLES =
            Arrays.stream(Trouble.values())
                    .filter(one -> one.command().startsWith(System.getProperty("hera.live.of", "")))
                    .toList();

    static final Duration TROUBLED = Duration.ofSeconds(18);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final Duration WINDOW = Duration.ofSeconds(2);

    /// Workers' slow start is over after 30 s, and the compilers have done most of their work.
    private static final Duration WARM = Duration.ofSeconds(40);

    private final Random order = new Random(7);

    @Test
    void callersFeelATroubledWorkerLessThanBehindLeastConnections(@TempDir Path data)
            throws IOException {
        int blocks = Integer.getInteger("hera.live.blocks");
        List<Cell> cells = new ArrayList<>();
        try (Platform platform = Platform.up(data, "--workers", "0");
                Crew crew = new Crew(platform);
                LeastConnections plain = new LeastConnections(data, crew.ports())) {
            List<Way> ways =
                    List.of(
                            new Way(Way.HERA, platform.url(), platform.callerToken()),
                            new Way(Way.LEASTCONN, plain.url(), "-"));
            warm(ways);
            for (int block = 1; block <= blocks; block++) {
                for (Trouble trouble : TROUBLES) {
                    cells.addAll(pair(ways, crew, trouble, block));
                }
            }
        }
        new LiveReport(cells).write(Platform.root().resolve("ops/reports/routing-live.md"));
        assertTrue(cells.size() == blocks * 2 * TROUBLES.size(), "void");
    }

    /// One trouble through both ways, in an order drawn by lot.
    private List<Cell> pair(List<Way> ways, Crew crew, Trouble trouble, int block) {
        int member = order.nextInt(Crew.SIZE);
        List<Cell> pair = new ArrayList<>();
        for (Way way : order.nextBoolean() ? ways : ways.reversed()) {
            pair.add(new Run(way, crew, trouble, member).cell(block));
            System.out.println(pair.getLast());
        }
        return pair;
    }

    private static void warm(List<Way> ways) {
        for (Way way : ways) {
            try (OpenLoop calls = new OpenLoop(way.url(), way.token(), RATE)) {
                sleepUntil(System.nanoTime() + WARM.toNanos());
                calls.finish();
            }
        }
    }

    private static void sleepUntil(long nanos) {
        while (nanos - System.nanoTime() > 0) {
            LockSupport.parkNanos(nanos - System.nanoTime());
        }
    }

    /// A way in.
    record Way(String name, String url, String token) {
        static final String HERA = "hera";
        static final String LEASTCONN = "leastconn";
    }

    /// One trouble of one member under calls through one way.
    private record Run(Way way, Crew crew, Trouble trouble, int member) {
        /// Calm, trouble, and until the share is back.
        Cell cell(int block) {
            try (OpenLoop calls = new OpenLoop(way.url(), way.token(), RATE)) {
                sleepUntil(System.nanoTime() + CALM.toNanos());
                long began = System.nanoTime();
                crew.begin(trouble, member);
                long end = began + TROUBLED.toNanos();
                sleepUntil(end);
                crew.end(trouble, member);
                double back = seconds(recovered(calls) - end);
                calls.finish();
                return Cell.of(
                        new Cell.Key(trouble, way.name(), block),
                        member,
                        calls.between(began, end),
                        back);
            }
        }

        /// When the share of the last seconds was half a fair one again.
        private long recovered(OpenLoop calls) {
            long healed = System.nanoTime();
            long most = healed + RECOVERY.toNanos();
            sleepUntil(healed + WINDOW.toNanos());
            while (System.nanoTime() - most < 0) {
                long now = System.nanoTime();
                double share = OpenLoop.share(calls.between(now - WINDOW.toNanos(), now), member);
                if (share > 0.5 / Crew.SIZE) {
                    return now;
                }
                sleepUntil(now + 200_000_000);
            }
            return most;
        }

        private static double seconds(long nanos) {
            return nanos / 1e9;
        }
    }
}
