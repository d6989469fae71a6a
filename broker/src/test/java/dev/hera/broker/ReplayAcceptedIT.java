package dev.hera.broker;

import static dev.hera.broker.ReplayDesk.until;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.accept.Backlog;
import dev.hera.broker.accept.lane.LaneView;
import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Accepted calls are replayed too: what was given up with its own contents, and never what is
/// still to be delivered.
class ReplayAcceptedIT {
    private static final String SECRET =
            "\"Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijklmno\"";
    private static final List<String> BODIES =
            List.of(
                    "{\"n\":1}",
                    "{\"key\":" + SECRET + "}",
                    "{\"long\":\"" + "x".repeat(5_000) + "\"}");
    private static final Queue<String> REPLAYED = new ConcurrentLinkedQueue<>();
    private static LocalPlatform hera;
    private static ReplayDesk desk;
    private static Worker worker;
    private static volatile boolean refusing = true;

    @BeforeAll
    static void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(1, data, Map.of("journal.body.bytes", "2000"));
        desk = new ReplayDesk(hera);
        Options options = Options.usual().idempotent();
        worker =
                Worker.named("leads")
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("leads", "* /0/"))
                        .post("/0/leads", options.accept(Accepting.always()), Leads::take)
                        .post("/0/late", options.accept(Accepting.always()), Leads::take)
                        .start();
    }

    /// Refuses all leads until it is told otherwise.
    private static final class Leads {
        static String take(Context call) {
            if (refusing) {
                throw new CallException(422, "not this one");
            }
            if (call.isReplay()) {
                REPLAYED.add(call.tree().toString());
            }
            return "taken";
        }
    }

    @AfterAll
    static void stop() {
        worker.close();
        desk.close();
        hera.close();
    }

    private static Backlog backlog() {
        return hera.running().getFirst().backlog();
    }

    private static LaneView leads() {
        return backlog().views().stream()
                .filter(view -> view.endpoint().equals("POST /0/leads"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode forecast(String filter) {
        return desk.plan(desk.wanted(filter, "live", 0)).path("forecast");
    }

    @Test
    void whatWillBeDeliveredIsLeftOut() {
        String filter = "endpoint:\"POST /0/late\" after:" + Instant.now();
        assertTrue(backlog().wish("POST /0/late", wish -> wish.pause()));
        assertEquals(202, desk.call("/0/late", "{}").statusCode());
        JsonNode late = forecast(filter);
        assertEquals(1, late.path("found").asInt(), late.toString());
        assertEquals(0, late.path("sendable").asInt(), late.toString());
        assertTrue(late.path("leftOut").toString().contains("will be delivered"), late.toString());
    }

    @Test
    void whatWasGivenUpIsReplayedWithItsOwnContents() {
        String since = " endpoint:\"POST /0/leads\" after:" + Instant.now();
        refusing = true;
        BODIES.forEach(body -> assertEquals(202, desk.call("/0/leads", body).statusCode()));
        until("all are parked", () -> leads().parked() == 3);
        refusing = false;
        JsonNode plan = desk.plan(desk.wanted("state:parked" + since, "live", 0));
        assertEquals(3, plan.path("forecast").path("sendable").asInt(), plan.toString());
        assertEquals(0, plan.path("forecast").path("masked").asInt(), plan.toString());
        JsonNode done = desk.run(plan);
        assertEquals(3, done.path("counts").path("answered").asInt(), done.toString());
        assertEquals(3, leads().parked(), "a replay moves no accepted call");
        assertEquals(BODIES.stream().sorted().toList(), REPLAYED.stream().sorted().toList());

        assertEquals(3, backlog().send("POST /0/leads", _ -> true));
        until("all are delivered", () -> leads().parked() + leads().pending() == 0);
        JsonNode again = forecast(since);
        assertEquals(3, again.path("found").asInt(), again.toString());
        assertEquals(1, again.path("sendable").asInt(), "whole on record: " + again);
        assertTrue(again.path("leftOut").toString().contains("too large"), again.toString());
        assertTrue(again.path("leftOut").toString().contains("masked"), again.toString());
    }
}
