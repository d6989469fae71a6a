package dev.hera.broker.admin.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class PastTest {
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private Instant now = START;
    private final Past past = new Past(() -> now, 100, 1_000);

    private static Frame.Hello hello(String instance) {
        return new Frame.Hello(
                1, "s", instance, "v1", Frame.Role.LIVE, "sdk", 2, 16, 1 << 20, "n,,n=s,r=x");
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    private List<String> at(Instant instant) {
        return past.at(instant).orElseThrow().stream()
                .map(m -> m.worker() + ' ' + m.state() + ' ' + m.endpoints())
                .toList();
    }

    @Test
    void theTableOfEveryInstantIsWhatItWasThen() {
        Instant joined = tick();
        past.joined("w1", hello("1"));
        Instant serves = tick();
        past.serves("w1", List.of(Endpoint.of("GET /b"), Endpoint.of("GET /a")));
        Instant silent = tick();
        past.state("w1", "silent");
        Instant second = tick();
        past.joined("w2", hello("2"));
        Instant gone = tick();
        past.left("w1");
        assertEquals(List.of(), at(START));
        assertEquals(List.of("w1 ready []"), at(joined));
        assertEquals(List.of("w1 ready [GET /a, GET /b]"), at(serves));
        assertEquals(List.of("w1 ready [GET /a, GET /b]"), at(silent.minusMillis(1)));
        assertEquals(List.of("w1 silent [GET /a, GET /b]"), at(silent));
        assertEquals(List.of("w1 silent [GET /a, GET /b]", "w2 ready []"), at(second));
        assertEquals(List.of("w2 ready []"), at(gone));
        assertEquals(List.of("w2 ready []"), at(gone.plusSeconds(1_000)));
    }

    @Test
    void whatDoesNotFitIsForgottenFromTheOldEnd() {
        for (int i = 0; i < 150; i++) {
            tick();
            past.joined("w" + i, hello("i" + i));
        }
        assertEquals(START.plusSeconds(50), past.since());
        assertEquals(Optional.empty(), past.at(START.plusSeconds(49)));
        assertEquals(50, at(START.plusSeconds(50)).size());
        assertEquals(150, at(now).size());
    }

    @Test
    void endpointsCountAgainstTheBoundToo() {
        past.joined("w1", hello("1"));
        List<Endpoint> many = List.of(Endpoint.of("GET /a"), Endpoint.of("GET /b"));
        for (int i = 0; i < 90; i++) {
            tick();
            past.serves("w1", many);
        }
        assertEquals(START, past.since());
        Past small = new Past(() -> now, 100, 10);
        small.joined("w1", hello("1"));
        for (int i = 0; i < 90; i++) {
            tick();
            small.serves("w1", many);
        }
        assertEquals(now.minusSeconds(5), small.since());
        assertEquals(2, small.at(now).orElseThrow().getFirst().endpoints().size());
    }

    @Test
    void aStateThatIsNoNewsIsNoChange() {
        past.joined("w1", hello("1"));
        for (int i = 0; i < 1_000; i++) {
            tick();
            past.state("w1", "ready");
            past.state("nobody", "ready");
        }
        assertEquals(START, past.since());
        assertTrue(past.at(START).isPresent());
    }
}
