package dev.hera.wire.accept;

import dev.hera.wire.Endpoint;
import dev.hera.wire.accept.Acceptance.When;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Policies for tests.
public final class Acceptances {
    /// One that differs from the usual in every part.
    public static final Acceptance UNUSUAL =
            new Acceptance(
                    When.ASKED,
                    Confirmation.PIXEL,
                    new Screening(
                            List.of("a", "/b/c"),
                            Map.of("x", "y"),
                            List.of("z"),
                            Screening.Failing.CONFIRM),
                    new Delivery(
                            0.5,
                            3,
                            new Retry(
                                    7,
                                    Duration.ofMillis(10),
                                    Duration.ofMillis(900),
                                    Set.of(Retry.End.REFUSED, Retry.End.PUT_OFF)),
                            Duration.ofMinutes(5),
                            new OrderKey(OrderKey.From.HEADER, "x-shop"),
                            new Shadow("second", 0.25)));

    private Acceptances() {}

    /// An endpoint that accepts every call.
    public static Endpoint later(String name) {
        return Endpoint.of(name).accepting(Acceptance.USUAL);
    }

    /// A policy like the usual one, delivered like this.
    public static Acceptance delivered(Delivery delivery) {
        return new Acceptance(When.ALWAYS, Confirmation.USUAL, Screening.NONE, delivery);
    }
}
