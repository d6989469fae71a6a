package dev.hera.broker.link.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class QuestionsTest {
    private final Questions questions = new Questions(2);
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);

    private boolean ask(long id) {
        return questions.start(id, "question-" + id, () -> thought(id), this::tell);
    }

    private String thought(long id) {
        try {
            return id + (held.await(20, TimeUnit.SECONDS) ? " let go" : " forgotten");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return id + " taken back";
        }
    }

    private void tell(String answer) {
        told.add(answer + (Thread.currentThread().isInterrupted() ? ", interrupted" : ""));
    }

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void oneTakenBackIsInterruptedAndStillAnswered() throws Exception {
        assertTrue(ask(1));
        questions.cancel(1);
        assertEquals("1 taken back", next(), "the answer is told on a thread at rest");
        questions.cancel(1);
        questions.cancel(7);
    }

    @Test
    void onlySoManyRunAndNoneTwice() throws Exception {
        assertTrue(ask(1));
        assertFalse(ask(1));
        assertTrue(ask(2));
        assertFalse(ask(3));
        held.countDown();
        for (int i = 0; i < 2; i++) {
            assertTrue(next().endsWith("let go"));
        }
        assertEquals(0, questions.count());
    }

    @Test
    void whenTheWorkerIsGoneNobodyWaits() throws Exception {
        assertTrue(ask(1) && ask(2));
        questions.end();
        for (int i = 0; i < 2; i++) {
            assertTrue(next().endsWith("taken back"));
        }
        assertTrue(ask(3));
        assertEquals("3 taken back", next());
    }
}
