package dev.hera.worker.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Endpoint;
import dev.hera.wire.accept.Acceptance;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;
import dev.hera.worker.api.accept.Retried;
import dev.hera.worker.api.annotation.Accepts;
import dev.hera.worker.api.annotation.EndpointOptions;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.POST;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class AcceptingTest {
    @Test
    void bothStylesAnnounceTheSame() {
        Accepting leads =
                Accepting.onRequest()
                        .confirm(200, "text/plain", "ok {uuid}")
                        .require("shop", "/phone")
                        .rename("a", "b")
                        .drop("c")
                        .rate(20)
                        .inFlight(2)
                        .attempts(0)
                        .pauses(Duration.ofMillis(5), Duration.ofMillis(80))
                        .retry(Retried.REFUSED)
                        .maxAge(Duration.ofSeconds(60))
                        .orderBy("header:X-Shop")
                        .shadow("second", 0.5);
        Accepting beacon = Accepting.always().confirmWithPixel().require("id");
        EndpointTable fluent =
                EndpointTable.builder()
                        .route("GET", "/beacon", call -> 1, Options.usual().accept(beacon))
                        .route("POST", "/leads", call -> 1, Options.usual().accept(leads))
                        .route("POST", "/plain", call -> 1, Options.usual().accept())
                        .build();
        EndpointTable annotated = EndpointTable.builder().serve(new Annotated()).build();
        // a lambda does not say what it answers with, a method does
        assertEquals(
                fluent.endpoints(),
                annotated.endpoints().stream().map(one -> one.described(null)).toList());
        assertEquals(Acceptance.USUAL, fluent.endpoints().getLast().accept());
    }

    @Test
    void whatCannotHoldIsSaidWhereItIsWritten() {
        Accepting accepting = Accepting.always();
        assertThrows(IllegalArgumentException.class, () -> accepting.rate(0));
        assertThrows(
                IllegalArgumentException.class, () -> accepting.maxAge(Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> accepting.orderBy("shop"));
        assertThrows(IllegalArgumentException.class, () -> accepting.shadow("second", 2));
        IllegalArgumentException both =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> EndpointTable.builder().serve(new Contradicting()));
        assertTrue(String.valueOf(both.getMessage()).contains("say one of them"));
    }

    @Test
    void nothingIsAcceptedUnlessSaid() {
        Endpoint endpoint =
                EndpointTable.builder()
                        .route("GET", "/x", call -> 1, Options.usual())
                        .build()
                        .endpoints()
                        .getFirst();
        assertEquals(Acceptance.NONE, endpoint.accept());
        assertEquals(List.of(), endpoint.faults());
    }

    /// The same endpoints as the fluent ones.
    public static final class Annotated {
        @GET("/beacon")
        @Accepts(pixel = true, require = "id")
        public int beacon() {
            return 1;
        }

        @POST("/leads")
        @Accepts(
                onRequest = true,
                status = 200,
                contentType = "text/plain",
                confirmation = "ok {uuid}",
                require = {"shop", "/phone"},
                rename = "a=b",
                drop = "c",
                rate = 20,
                inFlight = 2,
                attempts = 0,
                firstPauseMs = 5,
                longestPauseMs = 80,
                retry = Retried.REFUSED,
                maxAgeSeconds = 60,
                order = "header:X-Shop",
                shadow = "second@0.5")
        public int leads() {
            return 1;
        }

        @POST("/plain")
        @EndpointOptions(accept = true)
        public int plain() {
            return 1;
        }
    }

    /// Accepts every call and only some.
    public static final class Contradicting {
        @POST("/x")
        @EndpointOptions(accept = true)
        @Accepts(onRequest = true)
        public int both() {
            return 1;
        }
    }
}
