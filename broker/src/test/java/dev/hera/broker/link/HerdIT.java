package dev.hera.broker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.link.flow.LinkTally;
import dev.hera.broker.route.Line;
import dev.hera.wire.Body;
import dev.hera.wire.Frame;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A broker came back and five hundred workers dial it at the same moment.
class HerdIT {
    private static final int WORKERS = 500;
    private static final int PER_SECOND = 100;
    private final Queue<ScriptedWorker> joined = new ConcurrentLinkedQueue<>();
    private final Queue<Long> moments = new ConcurrentLinkedQueue<>();

    @Test
    void allAreBackInTwentySecondsAtTheAdmittedPaceWhileCallsGoOn() throws Exception {
        LinkSettings limits = LinkSettings.USUAL.admitting(PER_SECOND);
        try (LinkStage stage = new LinkStage(limits, WorkerAsks.NONE)) {
            String secret = stage.allow("herd", "*");
            ScriptedWorker steady = ScriptedWorker.join(stage, "herd", secret, "steady");
            long began = System.nanoTime();
            List<Thread> herd = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                String instance = "w" + i;
                herd.add(Thread.ofVirtual().start(() -> dial(stage, secret, instance)));
            }
            int calls = 0;
            while (joined.size() < WORKERS) {
                assertTrue(
                        System.nanoTime() - began < Duration.ofSeconds(20).toNanos(),
                        "only " + joined.size() + " in 20 s");
                CompletableFuture<Line.Reply> call =
                        stage.call("herd-steady", "1", Duration.ofSeconds(5));
                steady.answer(steady.take(Frame.Invoke.class).id(), Body.NONE);
                assertInstanceOf(Line.Reply.Answered.class, call.get(5, TimeUnit.SECONDS));
                calls++;
            }
            for (Thread worker : herd) {
                worker.join();
            }
            assertTrue(calls > 100, "only " + calls + " calls meanwhile");
            assertTrue(stage.count(LinkTally.What.PUT_OFF) > 0, "nobody was put off");
            assertEquals(WORKERS + 1, stage.count(LinkTally.What.JOINED));
            assertPace();
            steady.close();
            joined.forEach(ScriptedWorker::close);
        }
    }

    /// Two windows of admission may touch, so a second holds at most two windows' worth.
    private void assertPace() {
        List<Long> sorted = moments.stream().sorted().toList();
        for (int i = 0; i + 2 * PER_SECOND < sorted.size(); i++) {
            long span = sorted.get(i + 2 * PER_SECOND) - sorted.get(i);
            assertTrue(span > Duration.ofMillis(900).toNanos(), "too many in " + span + " ns");
        }
    }

    private void dial(LinkStage stage, String secret, String instance) {
        while (!Thread.interrupted()) {
            try {
                joined.add(ScriptedWorker.join(stage, "herd", secret, instance));
                moments.add(System.nanoTime());
                return;
            } catch (CompletionException e) {
                long wait = ThreadLocalRandom.current().nextLong(200, 1_000);
                LockSupport.parkNanos(Duration.ofMillis(wait).toNanos());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
