package dev.hera.trials.replay;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.trials.Platform;
import dev.hera.worker.Worker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Replays on real processes, by the command line. With `-Dhera.replay.long=true` for a minute at a
/// rate and ten blocks beside live calls, with the limits that are promised; else short, with
/// limits that hold on a machine which does something else meanwhile.
class ReplayTrialIT {
    private static final boolean LONG = Boolean.getBoolean("hera.replay.long");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration STARVED = Duration.ofSeconds(10);
    private static final Duration WARM = Duration.ofSeconds(15);
    private static final int IN_FLIGHT = 8;
    private static final int LIVE_PER_SECOND = 80;

    private static Platform platform;
    private static Notary notary;
    private static Crowd crowd;
    private static Operator operator;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        platform = Platform.up(data, "--brokers", "2", "--workers", "1");
        notary = new Notary(platform);
        crowd = new Crowd(platform);
        operator = new Operator(platform);
        notary.come();
        crowd.awaitAll(Notary.PAID, 200);
    }

    @AfterAll
    static void stop() {
        notary.close();
        crowd.close();
        platform.close();
    }

    @BeforeEach
    void forget() {
        notary.forget();
    }

    private static long answered(JsonNode report) {
        return report.path("counts").path("answered").asLong();
    }

    private static void assertEachSeenOnce(int calls) {
        Map<UUID, List<Integer>> attempts = notary.attempts();
        assertEquals(calls, attempts.size());
        attempts.forEach((uuid, numbers) -> assertEquals(1, numbers.size(), "attempts of " + uuid));
    }

    /// At noon workers answer with errors, then they are gone. What nobody ran is processed as soon
    /// as they are back, once each; what may have run only when that is allowed.
    @Test
    void whatFailedAtNoonIsProcessedFromTheMomentOfFailure() throws Exception {
        notary.fail();
        String filter = crowd.record(Notary.PAID, 30, 500).replaceFirst(" before:\\S+", "");
        notary.close();
        crowd.awaitAll(Notary.NOTED, 503);
        crowd.record(Notary.PAID, 90, 503);
        filter = filter + " status:5xx";
        assertEquals(120, operator.json("calls", "count", filter).path("calls").asInt());
        String all = operator.planned(120, filter);
        assertTrue(operator.refused("replay", "start", all).contains("30 of 120 calls may have"));
        String unprocessed = filter + " outcome:not-executed";
        String id = operator.planned(90, unprocessed, "--rate", "100");
        operator.json("replay", "start", id);
        notary.heal();
        notary.come();
        assertEquals(90, answered(operator.done(id)));
        assertEachSeenOnce(90);
        String failed = operator.planned(30, filter + " outcome:answered", "--flag", "effects");
        operator.json("replay", "start", failed);
        assertEquals(30, answered(operator.done(failed)));
        assertEachSeenOnce(120);
        String report = operator.text("replay", "report", id);
        assertTrue(report.lines().anyMatch(l -> l.matches("\\s*answered\\s+90")), report);
        String twice = operator.planned(90, unprocessed);
        assertTrue(operator.refused("replay", "start", twice).contains("an earlier replay"));
    }

    @Test
    void aPlantedChangeInACandidateIsReportedAndNothingElse() throws Exception {
        String filter = crowd.record(Notary.NOTED, 100, 200);
        try (Worker _ = notary.candidate(42)) {
            String[] plan = {"--target", "candidate", "--flag", "compare"};
            await(PATIENCE, "a candidate", () -> operator.sendable(filter, plan) == 100);
            String id = operator.planned(100, filter, plan);
            operator.json("replay", "start", id);
            JsonNode found = operator.done(id).path("compared");
            assertEquals(100, found.path("compared").asInt(), found.toString());
            assertEquals(1, found.path("groups").size(), found.toString());
            JsonNode group = found.path("groups").path(0);
            assertEquals(1, group.path("calls").asInt(), found.toString());
            assertEquals("[\"$.n\"]", group.path("paths").toString(), found.toString());
        }
    }

    @Test
    void aKilledBrokerGoesOnAndRepeatsAtMostWhatWasInFlight() throws Exception {
        int calls = 300;
        String filter = crowd.record(Notary.NOTED, calls, 200);
        String flight = Integer.toString(IN_FLIGHT);
        String id = operator.planned(calls, filter, "--rate", "60", "--in-flight", flight);
        operator.json("replay", "start", id);
        await(PATIENCE, "a third of it", () -> notary.seen() > calls / 3);
        platform.signal("broker-1", "KILL");
        assertTrue(notary.seen() < calls, "void: it was over before the broker was killed");
        crowd.awaitAll(Notary.NOTED, 200);
        JsonNode done = operator.done(id);
        assertEquals(2, done.path("starts").asInt(), done.toString());
        assertEquals(calls, answered(done), done.toString());
        Map<UUID, List<Integer>> attempts = notary.attempts();
        assertEquals(calls, attempts.size(), "calls with another id, or calls that were lost");
        int repeats = notary.seen() - calls;
        System.out.printf("%d calls were sent twice, %s may be in flight%n", repeats, flight);
        assertTrue(repeats <= IN_FLIGHT, repeats + " repeats");
        attempts.forEach(
                (uuid, numbers) ->
                        assertEquals(
                                numbers.stream().distinct().sorted().toList(),
                                numbers,
                                "attempts of " + uuid));
    }

    @Test
    void aRateIsHeldAndNothingIsDropped() throws Exception {
        int calls = LONG ? 12_000 : 500;
        String id =
                operator.planned(calls, crowd.record(Notary.NOTED, calls, 200), "--rate", "200");
        operator.json("replay", "start", id);
        assertEquals(calls, answered(operator.done(id)));
        assertEachSeenOnce(calls);
        long[] nanos = notary.nanos();
        double perSecond = (calls - 1) / ((nanos[calls - 1] - nanos[0]) / 1e9);
        System.out.printf("200 a second wanted, %.2f seen%n", perSecond);
        assertEquals(200, perSecond, LONG ? 4 : 60);
    }

    /// Blocks with and without a replay alternate, so that both see the same machine.
    /// A replay before them warms up.
    @Test
    void aReplayAtFullSpeedStaysBehindLiveCalls() throws Exception {
        int blocks = LONG ? 10 : 3;
        Duration length = Duration.ofMillis(LONG ? 4_000 : 1_000);
        int calls = LONG ? 10_000 : 2_000;
        String filter = crowd.record(Notary.NOTED, calls, 200);
        List<Long> without = new ArrayList<>();
        List<Long> with = new ArrayList<>();
        List<Long> _ = beside(planned(calls, filter), calls, LONG ? WARM : length);
        for (int block = 0; block < blocks; block++) {
            String id = planned(calls, filter);
            int before = notary.seen();
            without.addAll(crowd.paced(Notary.PAID, LIVE_PER_SECOND, length));
            assertEquals(before, notary.seen(), "void: something else is replayed");
            with.addAll(beside(id, calls, length));
        }
        double ratio = (double) p99(with) / p99(without);
        System.out.printf(
                "live calls p99 %.1f ms alone, %.1f ms beside %d replayed calls: %.2f times%n",
                p99(without) / 1e6, p99(with) / 1e6, notary.seen(), ratio);
        assertTrue(p99(with) < Long.MAX_VALUE, "live calls failed");
        if (LONG) {
            assertTrue(ratio <= 1.2, "%.2f times".formatted(ratio));
        } else {
            assertTrue(p99(with) < STARVED.toNanos(), "live calls are starved");
        }
    }

    private String planned(int calls, String filter) {
        return operator.planned(calls, filter, "--rate", "0", "--flag", "again");
    }

    /// How long live calls take beside a replay, which is ended then.
    private List<Long> beside(String id, int calls, Duration length) throws Exception {
        int before = notary.seen();
        operator.turn(crowd.client(), id, "start");
        List<Long> took = crowd.paced(Notary.PAID, LIVE_PER_SECOND, length);
        assertTrue(notary.seen() - before > 5, "void: nothing was replayed");
        if (notary.seen() - before < calls) {
            operator.turn(crowd.client(), id, "cancel");
            operator.text("replay", "report", id, "--follow");
        }
        return took;
    }

    private static long p99(List<Long> nanos) {
        return nanos.stream().sorted().skip(nanos.size() * 99L / 100).findFirst().orElseThrow();
    }
}
