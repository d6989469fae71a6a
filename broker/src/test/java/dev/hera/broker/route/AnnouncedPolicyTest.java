package dev.hera.broker.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.accept.Acceptance;
import dev.hera.wire.accept.Acceptance.When;
import dev.hera.wire.accept.Confirmation;
import dev.hera.wire.accept.Delivery;
import dev.hera.wire.accept.Retry;
import dev.hera.wire.accept.Screening;
import dev.hera.wire.accept.Shadow;
import dev.hera.wire.codec.FrameReader;
import dev.hera.wire.codec.FrameWriter;
import dev.hera.wire.codec.ReplyKind;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How an endpoint accepts, announced as a worker sends it: what cannot hold is refused with a
/// reason, and what is good beside it is taken.
class AnnouncedPolicyTest {
    private static final Duration DAY = Duration.ofDays(1);

    /// From a bad endpoint to what the worker must be told.
    private static final Map<Endpoint, String> BAD =
            Map.ofEntries(
                    bad("POST /0/both", When.UNSAID, Delivery.USUAL, "how but not when"),
                    bad("POST /0/none", When.ALWAYS, pace(0, 1, DAY), "the rate is 0.0"),
                    bad("POST /0/back", When.ALWAYS, pace(-1, 1, DAY), "the rate is -1.0"),
                    bad("POST /0/fast", When.ALWAYS, pace(1e9, 1, DAY), "the rate is 1.0E9"),
                    bad("POST /0/idle", When.ASKED, pace(1, 0, DAY), "0 deliveries in flight"),
                    bad(
                            "POST /0/young",
                            When.ALWAYS,
                            pace(1, 1, Duration.ofMillis(-1)),
                            "the age limit is -1 ms"),
                    bad("POST /0/often", When.ALWAYS, retry(-1, 10, 20), "-1 attempts"),
                    bad("POST /0/pause", When.ALWAYS, retry(1, 20, 10), "the first pause is 20"),
                    bad("POST /0/share", When.ALWAYS, shadow(1.5), "the shadow is \"next@1.5\""),
                    bad("POST /0/nobody", When.ALWAYS, shadow(0), "the shadow is \"next@0.0\""));

    @Test
    void whatCannotHoldIsRefusedWithAReasonAndTheRestIsTaken() {
        Stage stage = new Stage();
        stage.join("w0", 2);
        List<Endpoint> all = new ArrayList<>(BAD.keySet());
        Endpoint good = Endpoint.of("POST /0/good").accepting(Acceptance.USUAL);
        all.add(good);
        Map<String, String> refused = new TreeMap<>();
        stage.router
                .announced("w0", 1, carried(all))
                .forEach(one -> refused.put(one.endpoint(), one.why()));
        BAD.forEach(
                (endpoint, why) -> {
                    String told = refused.getOrDefault(endpoint.name(), "taken");
                    assertTrue(told.contains(why), endpoint.name() + ": " + told);
                });
        assertEquals(BAD.size(), refused.size(), refused.toString());
        assertEquals(good, stage.route(good.name()).endpoint());
    }

    /// As it comes over a link.
    private static List<Endpoint> carried(List<Endpoint> endpoints) {
        byte[] message = FrameWriter.write(new Frame.Announce(1, 1, endpoints));
        Frame read = FrameReader.read(message, _ -> ReplyKind.NONE).getFirst();
        return assertInstanceOf(Frame.Announce.class, read).endpoints();
    }

    private static Map.Entry<Endpoint, String> bad(
            String name, When when, Delivery delivery, String why) {
        Acceptance acceptance = new Acceptance(when, Confirmation.USUAL, Screening.NONE, delivery);
        return Map.entry(Endpoint.of(name).accepting(acceptance), why);
    }

    private static Delivery pace(double perSecond, int inFlight, Duration age) {
        return new Delivery(perSecond, inFlight, Retry.USUAL, age, null, null);
    }

    private static Delivery retry(int attempts, long first, long longest) {
        Retry retry =
                new Retry(
                        attempts,
                        Duration.ofMillis(first),
                        Duration.ofMillis(longest),
                        Set.of(Retry.End.FAILED));
        return rules(retry, null);
    }

    private static Delivery shadow(double share) {
        return rules(Retry.USUAL, new Shadow("next", share));
    }

    private static Delivery rules(Retry retry, @Nullable Shadow shadow) {
        return new Delivery(1, 1, retry, DAY, null, shadow);
    }
}
