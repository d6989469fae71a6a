package dev.hera.wire.accept;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Endpoint;
import dev.hera.wire.accept.Acceptance.When;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

class AcceptanceTest {
    @Test
    void whatIsUsualCanHold() {
        assertEquals(List.of(), Acceptance.NONE.faults());
        assertEquals(List.of(), Acceptance.USUAL.faults());
        assertEquals(List.of(), Acceptances.UNUSUAL.faults());
    }

    @Test
    void aPolicyThatDoesNotSayWhenIsRefused() {
        Acceptance unsaid =
                new Acceptance(When.UNSAID, Confirmation.USUAL, Screening.NONE, Delivery.USUAL);
        assertTrue(unsaid.faults().getFirst().contains("how but not when"));
        assertTrue(!unsaid.takes(true) && !unsaid.takes(false));
    }

    @Test
    void whatCannotHoldIsNamed() {
        assertTrue(fault(0, 1, 1, 10, null).startsWith("the rate is 0.0 a second"));
        assertTrue(fault(-5, 1, 1, 10, null).startsWith("the rate is -5.0"));
        assertTrue(fault(Double.NaN, 1, 1, 10, null).startsWith("the rate is NaN"));
        assertTrue(fault(1, 0, 1, 10, null).startsWith("0 deliveries in flight"));
        assertTrue(fault(1, 1, -1, 10, null).startsWith("-1 attempts"));
        assertTrue(fault(1, 1, 1, -10, null).startsWith("the age limit is -10 ms"));
        OrderKey nowhere = new OrderKey(OrderKey.From.BODY, "no-pointer");
        assertTrue(fault(1, 1, 1, 10, nowhere).startsWith("the order key is"));
    }

    @Test
    void aConfirmationCannotSayWhatIsThePlatforms() {
        for (Confirmation bad :
                List.of(
                        confirmation(199, "{}", Map.of()),
                        confirmation(302, "{}", Map.of()),
                        confirmation(200, "{}", Map.of("set-cookie", "a=b")),
                        confirmation(200, "{}", Map.of("hera-outcome", "answered")),
                        confirmation(200, "{}", Map.of("x-a", "b\r\nx-c: d")),
                        confirmation(200, "x".repeat(20_000), Map.of()))) {
            assertEquals(1, faults(bad, Screening.NONE, Delivery.USUAL).size(), bad.toString());
        }
    }

    @Test
    void aScreeningStaysInItsPart() {
        for (Screening bad :
                List.of(
                        screening(Map.of("a", "/a"), List.of()),
                        screening(Map.of("/a/b", "/c"), List.of()),
                        screening(Map.of("a", "b"), List.of("a")),
                        screening(Map.of(), List.of("")))) {
            assertEquals(1, faults(Confirmation.USUAL, bad, Delivery.USUAL).size());
        }
    }

    @Test
    void anEndpointThatAcceptsKeepsRecords() {
        Endpoint endpoint =
                new Endpoint(
                        "GET /a",
                        Acceptance.USUAL,
                        Endpoint.RecordMode.OFF,
                        false,
                        Endpoint.DEFAULT_TIMEOUT,
                        0,
                        List.of());
        assertEquals(1, endpoint.faults().size());
    }

    @Test
    void theIdStandsInTheConfirmation() {
        assertArrayEquals(
                "{\"uuid\":\"u7\"}".getBytes(StandardCharsets.UTF_8),
                Confirmation.USUAL.bytes("u7"));
        byte[] pixel = Confirmation.PIXEL.bytes("u7");
        assertEquals("GIF89a", new String(pixel, 0, 6, StandardCharsets.US_ASCII));
        assertEquals(42, pixel.length);
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        Retry retry = new Retry(0, Duration.ofMillis(100), Duration.ofMillis(350), Set.of());
        assertEquals(Duration.ofMillis(100), retry.widest(1));
        assertEquals(Duration.ofMillis(200), retry.widest(2));
        assertEquals(Duration.ofMillis(350), retry.widest(3));
        assertEquals(Duration.ofMillis(350), retry.widest(1_000_000));
    }

    private static Confirmation confirmation(int status, String body, Map<String, String> headers) {
        return new Confirmation(status, "application/json", body, Confirmation.Form.TEXT, headers);
    }

    private static Screening screening(Map<String, String> rename, List<String> drop) {
        return new Screening(List.of(), rename, drop, Screening.Failing.REFUSE);
    }

    private static String fault(
            double rate, int inFlight, int attempts, long ageMs, @Nullable OrderKey order) {
        Retry usual = Retry.USUAL;
        Retry retry = new Retry(attempts, usual.first(), usual.longest(), usual.on());
        Delivery delivery =
                new Delivery(rate, inFlight, retry, Duration.ofMillis(ageMs), order, null);
        return faults(Confirmation.USUAL, Screening.NONE, delivery).getFirst();
    }

    private static List<String> faults(
            Confirmation confirmation, Screening screening, Delivery delivery) {
        return new Acceptance(When.ALWAYS, confirmation, screening, delivery).faults();
    }
}
