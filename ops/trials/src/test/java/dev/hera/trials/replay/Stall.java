package dev.hera.trials.replay;

import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.remote.RemoteException;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// A process with one worker of a shop, that prints a [Note] of each call that it sees.
///
/// A desk makes offers, and asks the prices for what goes into them. A till takes orders, though
/// not every fifth. It ends with its standard input, so that it never outlives the trial.
public final class Stall {
    static final String OFFER = "/0/offer";
    static final String ORDER = "/0/order";

    /// What a desk asks; below it are only endpoints of prices.
    static final String ASKED = "GET /1/";

    private static final Options LONG = Options.usual().timeout(Duration.ofMinutes(2));
    private static final Options OFTEN = LONG.idempotent();
    private static final String PRICE = "GET /1/price/{n}";
    private static final String REBATE = "GET /1/rebate/{n}";
    private static final String STOCK = "GET /1/stock/{n}";

    private Stall() {}

    /// @param args which one
    public static void main(String[] args) throws IOException {
        WorkerBuilder stall =
                switch (args[0]) {
                    case "desk" -> desk();
                    case "curious" -> curious();
                    case "till" -> till(Stall::order);
                    case "mended" -> till(Stall::sold);
                    case "prices" -> prices(10);
                    case "dearer" -> prices(1_000_000);
                    default -> throw new IllegalArgumentException("there is no stall " + args[0]);
                };
        try (Worker _ = stall.start()) {
            while (System.in.read() >= 0) {
                // whatever it says, it is still there
            }
        }
    }

    /// As it is today.
    static WorkerBuilder desk() {
        return Worker.named("report").post(OFFER, OFTEN, Stall::offer);
    }

    /// A later version, that asks for the stock besides and goes on without an answer.
    static WorkerBuilder curious() {
        return Worker.named("report").post(OFFER, OFTEN, Stall::inStock);
    }

    private static WorkerBuilder till(Handler handler) {
        return Worker.named("guarded").post(ORDER, LONG, handler);
    }

    /// Gives another answer each time that it is really asked.
    private static WorkerBuilder prices(int from) {
        AtomicInteger price = new AtomicInteger(from);
        Handler handler =
                call -> {
                    Note.of(call, "").print();
                    return Map.of("price", price.incrementAndGet());
                };
        return Worker.named("shelf")
                .get("/1/price/{n}", OFTEN, handler)
                .get("/1/rebate/{n}", OFTEN, handler)
                .get("/1/stock/{n}", OFTEN, handler);
    }

    private static Map<String, Object> offer(Context call) {
        Note.of(call, "").print();
        return offered(call);
    }

    private static Map<String, Object> inStock(Context call) {
        String said = "";
        try {
            var _ = call.call(STOCK).with("n", call.param("n", int.class)).send();
        } catch (RemoteException e) {
            said = e.outcome() + " " + e.getMessage();
        }
        Note.of(call, said).print();
        return offered(call);
    }

    /// The price is asked as the desk, the rebate in the name of the caller; of the answer, caller
    /// and time are as the desk was told.
    private static Map<String, Object> offered(Context call) {
        int n = call.param("n", int.class);
        var price = call.call(PRICE).with("n", n).send();
        var rebate = call.call(REBATE).with("n", n).onBehalf().send();
        return Map.of(
                "price", price.tree().path("price").asInt(),
                "rebate", rebate.tree().path("price").asInt(),
                "asked", price.uuid().toString(),
                "for", call.caller(),
                "at", call.receivedAt().toString());
    }

    private static Map<String, Object> order(Context call) {
        if (call.param("n", int.class) % 5 == 3) {
            Note.of(call, "").print();
            throw new CallException(500, "too much for this version");
        }
        return sold(call);
    }

    private static Map<String, Object> sold(Context call) {
        Note.of(call, "").print();
        return Map.of(
                "n", call.param("n", int.class),
                "number", UUID.randomUUID(),
                "at", Instant.now().toString());
    }
}
