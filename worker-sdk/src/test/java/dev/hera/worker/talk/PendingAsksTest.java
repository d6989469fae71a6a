package dev.hera.worker.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.codec.ReplyKind;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// What becomes of questions when their link dies.
class PendingAsksTest {
    @Test
    void aQuestionThatWaitedMayHaveBeenHeard() throws Exception {
        PendingAsks asks = new PendingAsks();
        PendingAsks.Ask waiting = asks.open(ReplyKind.ANSWER).orElseThrow();
        asks.lose("the link is gone");
        assertEquals(new Heard.Unanswered("the link is gone"), waiting.await(Duration.ZERO));
    }

    /// So that whoever asks again asks another broker.
    @Test
    void afterThatNoneIsTakenThatCouldHaveBeen() {
        PendingAsks asks = new PendingAsks();
        asks.lose("the link is gone");
        assertTrue(asks.open(ReplyKind.ANSWER).isEmpty());
    }
}
