package dev.hera.broker.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.id.BrokerMark;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

class CallIdTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");

    @Test
    void anIdSaysWhenAndByWhomItWasMade() {
        CallIds ids = new CallIds("broker-7", () -> NOON);
        CallId id = ids.next();
        assertEquals(7, id.uuid().version());
        assertEquals(2, id.uuid().variant());
        assertEquals(NOON, id.madeAt());
        assertEquals(BrokerMark.of("broker-7"), id.mark());
        assertEquals(Optional.of(id), CallId.parse(id.toString()));
    }

    @Test
    void idsOfOneBrokerInOneMillisecondAreAllDifferent() {
        CallIds ids = new CallIds("broker-1", () -> NOON);
        Set<CallId> all = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            all.add(ids.next());
        }
        assertEquals(100_000, all.size());
    }

    @Test
    void laterIdsSortAfterEarlierOnes() {
        Random random = new Random(5);
        CallId before = CallId.next(NOON, BrokerMark.BITS, random);
        CallId after = CallId.next(NOON.plusMillis(1), 0, random);
        assertTrue(before.compareTo(after) < 0);
    }

    @Test
    void twentyBrokersHardlyShareAMark() {
        Set<Integer> marks = new HashSet<>();
        for (int i = 1; i <= 20; i++) {
            int mark = BrokerMark.of("broker-" + i);
            assertEquals(mark, mark & BrokerMark.BITS);
            marks.add(mark);
        }
        assertEquals(20, marks.size());
    }

    @Test
    void whatNoBrokerCouldHaveMadeIsNoId() {
        for (String text :
                List.of(
                        "",
                        "x",
                        "0199e4c1-0000-4000-8000-000000000000",
                        "0199e4c1-0000-7000-c000-000000000000",
                        "0199e4c1-0000-7000-8000-00000000000",
                        "0199e4c1-0000-7000-8000-0000000000000",
                        "0199e4c1000000-7000-8000-00000000000",
                        "0199e4c1-0000-7000-8000-00000000000g",
                        "../../../../../../../../etc/passwd..")) {
            assertEquals(Optional.empty(), CallId.parse(text), text);
        }
        assertTrue(CallId.parse("0199E4C1-0000-7ABC-8000-00000000000F").isPresent());
    }
}
