package dev.hera.broker.journal.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.journal.keys.KeyDesk.Decision;
import dev.hera.broker.journal.keys.KeyStage.Asked;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

class KeyDeskTest {
    private final KeyStage stage = new KeyStage();

    private List<Asked> ask(int callers) {
        List<Asked> all = Stream.generate(stage::ask).limit(callers).toList();
        KeyStage.await(() -> stage.waiting() == callers);
        return all;
    }

    private static void assertTold(CallId first, Asked asked) throws Exception {
        Decision.Told told = assertInstanceOf(Decision.Told.class, asked.get());
        assertEquals(first, told.first(), told.toString());
        assertInstanceOf(Outcome.Answered.class, told.outcome(), told.toString());
    }

    @Test
    void allWhoWaitedAreToldTheSame() throws Exception {
        CallId first = stage.first();
        List<Asked> many = ask(250);
        stage.end(first, "answered");
        for (Asked asked : many) {
            assertTold(first, asked);
        }
    }

    /// Both look again at the same moment; one finds the key claimed by the other.
    @Test
    void whoMeetsTheNextFirstWaitsUntilItIsOnDisk() throws Exception {
        CallId first = stage.first();
        List<Asked> both = ask(2);
        stage.shelf.shut();
        stage.end(first, "not-executed");
        KeyStage.await(() -> stage.shelf.knocking() == 2);
        stage.shelf.open();
        KeyStage.await(() -> both.stream().anyMatch(asked -> asked.decision().isDone()));
        Asked next = both.get(both.getFirst().decision().isDone() ? 0 : 1);
        Asked last = both.get(both.getFirst().decision().isDone() ? 1 : 0);
        KeyStage.await(last::isQuiet);
        Decision.First now = assertInstanceOf(Decision.First.class, next.get());
        stage.end(KeyStage.id(now), "answered");
        stage.write(now);
        assertTold(KeyStage.id(now), last);
    }
}
