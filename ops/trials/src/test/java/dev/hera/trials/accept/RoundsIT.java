package dev.hera.trials.accept;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.trials.Platform;
import dev.hera.trials.accept.Pipeline.Victim;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// A random one of broker, worker and RabbitMQ is killed, again and again, while sources send: what
/// was confirmed is in the queue, once by id, in the order of its source.
///
/// A victim that was killed comes back while the next one dies. `-Dhera.rounds=1000` for the long
/// form; `-Dhera.rounds.seed=…` for one that was seen before.
class RoundsIT {
    private static final int ROUNDS = Integer.getInteger("hera.rounds", 50);
    private static final long SEED = Long.getLong("hera.rounds.seed", System.nanoTime());
    private static final int SOURCES = 3;

    /// Of the comparison with publishing directly, before the first round.
    private static final int MESSAGES = Integer.getInteger("hera.rounds.messages", 100);

    private static final String ENDPOINT = "POST /0/events/{queue}";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// Of ten: the worker is back soonest, RabbitMQ latest.
    private static final List<Victim> LOTS =
            List.of(
                    Victim.WORKER,
                    Victim.WORKER,
                    Victim.WORKER,
                    Victim.WORKER,
                    Victim.WORKER,
                    Victim.WORKER,
                    Victim.BROKER,
                    Victim.BROKER,
                    Victim.BROKER,
                    Victim.RABBITMQ);

    @Test
    void whateverIsKilledWhatWasConfirmedArrivesOnceAndInOrder(@TempDir Path data)
            throws Exception {
        System.out.printf("%d rounds, seed %d%n", ROUNDS, SEED);
        String[] options = {"--brokers", "1", "--workers", "0", "--no-haproxy", "--no-restart"};
        try (Platform platform = Platform.up(data.resolve("hera"), options);
                Pipeline pipeline = new Pipeline(platform, data)) {
            pipeline.awaitUp();
            String url = platform.broker(1) + "/0/events/leads";
            try (Sources sources = new Sources(SOURCES, url, platform.callerToken());
                    Lanes lanes = new Lanes(platform)) {
                await(PATIENCE, "first confirmation", () -> !sources.confirmed().isEmpty());
                String token = platform.callerToken();
                String rabbit = pipeline.rabbitUri();
                System.out.println(SinkPath.measured(MESSAGES, rabbit, url, token));
                rounds(pipeline, new Random(SEED));
                sources.stop();
                pipeline.awaitUp();
                int sentAgain = drained(lanes);
                Drawn drawn = Drawn.from(pipeline.rabbitUri(), "leads");
                System.out.printf(
                        "killed %s; %d sent, %d confirmed, %d in the queue, %d of them again,"
                                + " %d sent again by hand%n",
                        pipeline.killed(),
                        sources.sent(),
                        sources.confirmed().size(),
                        drawn.first().size(),
                        drawn.repetitions(),
                        sentAgain);
                check(sources.confirmed(), drawn, sentAgain);
                enough(pipeline, sources);
            }
        }
    }

    /// A round waits until somebody can be killed, and a little more, so that calls are on the way.
    private static void rounds(Pipeline pipeline, Random random) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            LockSupport.parkNanos((long) (random.nextDouble() * 400_000_000));
            Victim victim = LOTS.get(random.nextInt(LOTS.size()));
            pipeline.awaitUp(victim);
            pipeline.kill(victim);
        }
    }

    /// Waits until all is settled. Who was with two workers when they were killed is taken for
    /// their killer: an operator sends it again.
    private static int drained(Lanes lanes) throws Exception {
        int sentAgain = 0;
        for (long left = -1; left != 0; left = lanes.calls()) {
            await(PATIENCE, "end of the backlog", () -> lanes.standing("pending") == 0);
            long givenUp = lanes.standing("quarantined") + lanes.standing("parked");
            if (givenUp > 0) {
                lanes.tell("send", ENDPOINT);
                sentAgain += (int) givenUp;
            }
        }
        return sentAgain;
    }

    private static void check(Map<String, String> confirmed, Drawn drawn, int sentAgain) {
        Map<String, String> missing = new HashMap<>(confirmed);
        drawn.first().keySet().forEach(missing::remove);
        assertEquals(Map.of(), missing, "confirmed and not in the queue");
        assertEquals(0, drawn.crossed(), "one id with two bodies");
        Set<String> bodies = new HashSet<>(drawn.first().values());
        assertEquals(drawn.first().size(), bodies.size(), "one call under two ids");
        for (int source = 0; source < SOURCES; source++) {
            int late = outOfOrder("s" + source + ' ', drawn);
            assertTrue(late <= sentAgain, late + " out of order from source " + source);
        }
    }

    /// First arrivals that have a later one before them.
    private static int outOfOrder(String source, Drawn drawn) {
        int late = 0;
        int last = -1;
        for (String body : drawn.first().values()) {
            if (body.startsWith(source)) {
                int number = Integer.parseInt(body.substring(source.length()));
                late += number < last ? 1 : 0;
                last = Math.max(last, number);
            }
        }
        return late;
    }

    private static void enough(Pipeline pipeline, Sources sources) {
        assertTrue(
                sources.confirmed().size() >= ROUNDS,
                "void: %d confirmed".formatted(sources.confirmed().size()));
        if (ROUNDS >= 50) {
            assertEquals(3, pipeline.killed().size(), "void: only " + pipeline.killed());
        }
    }
}
