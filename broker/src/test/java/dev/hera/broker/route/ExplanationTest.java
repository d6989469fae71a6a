package dev.hera.broker.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.route.rank.Decision;
import dev.hera.broker.route.rank.Explanation;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// What an operator is told about the next call.
class ExplanationTest {
    private static Explanation explain(Stage stage) {
        return stage.router.explain(Stage.ECHO).orElseThrow();
    }

    @Test
    void everyWorkerIsThereWithItsReasonAndOneIsPicked() {
        Stage stage = Stage.of(9);
        stage.report("w1", 0.99, 0.2);
        stage.report("w0", 0.1, 0.2);
        stage.router.draining("w2");
        stage.clock.advance(Duration.ofMillis(300));
        Explanation told = explain(stage);
        Set<String> workers = new HashSet<>();
        int picked = 0;
        for (Explanation.Known one : told.workers()) {
            workers.add(one.factors().worker());
            picked += one.why().startsWith("picked") ? 1 : 0;
            assertTrue(!one.why().isBlank(), one::toString);
        }
        assertEquals(9, workers.size());
        assertEquals(1, picked);
        assertEquals("draining", told.workers().get(2).why());
        Decision decision = told.decision();
        assertNotNull(decision);
        assertEquals(decision.worker(), decision.recomputed());
    }

    @Test
    void askingChangesNothing() {
        Stage asked = Stage.of(9);
        Stage left = Stage.of(9);
        RouterView before = asked.router.view();
        for (int i = 0; i < 50; i++) {
            explain(asked);
        }
        assertEquals(before, asked.router.view());
        assertEquals(left.router.view(), asked.router.view());
    }

    @Test
    void nobodyAbleIsExplainedToo() {
        Stage stage = Stage.of(2);
        stage.router.draining("w0");
        stage.router.draining("w1");
        Explanation told = explain(stage);
        assertNull(told.decision());
        assertEquals("draining", told.workers().getFirst().why());
    }

    @Test
    void whatNobodyAnnouncedHasNoExplanation() {
        Stage stage = Stage.of(1);
        assertTrue(stage.router.explain("GET /elsewhere").isEmpty());
        assertTrue(stage.router.explain("").isEmpty());
    }
}
