package dev.hera.broker.journal.filter;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptAttempt;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint.RecordMode;
import dev.hera.wire.JsonText;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Records of every kind, few values a field, so that any filter finds some and leaves some.
public final class Specimen {
    /// What `10m` is counted back from.
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final List<String> ENDPOINTS =
            List.of(
                    "POST /0/echo",
                    "GET /0/shops/{id}",
                    "POST /0/leads",
                    "sum",
                    "GET /0/beacon.gif");

    private final Random random;

    public Specimen(long seed) {
        random = new Random(seed);
    }

    /// A call of this time that ended, or still runs, one in fifty.
    public CallRecord any(Instant at) {
        CallId id = CallId.next(at, random.nextInt(3), random);
        Opening opening = opening(id);
        Ending ending = random.nextInt(50) == 0 ? null : ending(opening);
        return new CallRecord(opening, ending, settlement(), null, 0);
    }

    /// One that ended.
    public CallRecord ended(Instant at) {
        Opening opening = opening(CallId.next(at, 7, random));
        return new CallRecord(opening, ending(opening), settlement(), null, 0);
    }

    private Opening opening(CallId id) {
        String endpoint = ENDPOINTS.get(random.nextInt(ENDPOINTS.size()));
        boolean rest = endpoint.indexOf(' ') > 0;
        int shop = random.nextInt(40);
        String path = rest ? endpoint.split(" ", 2)[1].replace("{id}", "a" + shop) : endpoint;
        return new Opening(
                id,
                endpoint,
                rest ? endpoint.split(" ", 2)[0] : "",
                path,
                random.nextInt(3) == 0 ? "id=" + shop + "&name=J%C3%B6rg+" + shop : "",
                random.nextInt(4) == 0 ? Map.of() : Map.of("x-shop", "a" + shop, "accept", "*/*"),
                "application/json",
                body("{\"id\":\"fb-" + random.nextInt(300) + "\",\"shop\":" + shop + "}"),
                pick("acme", "shop", "brewery"),
                "call *",
                id.madeAt().plusNanos(random.nextInt(900_000)),
                origin(rest ? Origin.HTTP : Origin.RPC),
                random.nextInt(5) == 0 ? CallId.next(NOON, 7, new Random(shop)) : id,
                random.nextInt(5) == 0 ? CallId.next(NOON, 7, new Random(shop)) : null,
                random.nextInt(5) == 0 ? "order-" + shop : null,
                Duration.ofSeconds(10),
                RecordMode.DURABLE,
                false);
    }

    private Origin origin(Origin usual) {
        return switch (random.nextInt(8)) {
            case 0 -> new Origin.Remote("stock", 1, "shop");
            case 1 -> new Origin.Replay(CallId.next(NOON, 7, new Random(random.nextInt(9))));
            default -> usual;
        };
    }

    private Ending ending(Opening opening) {
        return switch (random.nextInt(10)) {
            case 0 -> ending(opening, "not-executed", pick("no-able-worker", "too-large"), 0, 0);
            case 1 -> ending(opening, "unknown", pick("worker-lost", "deadline"), 0, 2);
            case 2 -> ending(opening, "answered", "handler-failed", 500, 1);
            case 3 -> ending(opening, "accepted", "", 202, 0);
            default -> ending(opening, "answered", "", random.nextInt(4) == 0 ? 404 : 200, 1);
        };
    }

    private Ending ending(Opening opening, String outcome, String kind, int status, int attempts) {
        long took = random.nextInt(2000) * 1_000_000L + random.nextInt(3);
        List<KeptAttempt> all =
                IntStream.rangeClosed(1, attempts)
                        .mapToObj(number -> attempt(number, opening.receivedAt()))
                        .toList();
        return new Ending(
                opening.receivedAt().plusNanos(took),
                outcome,
                kind,
                kind.isEmpty() ? "" : "the call ended as " + kind,
                status,
                Map.of(),
                null,
                kind.isEmpty() ? body("{\"ok\":" + random.nextInt(100) + "}") : KeptBody.NONE,
                all,
                new Ledger(took, 0, 0, 0, 0),
                all.isEmpty() ? null : all.getLast().worker(),
                null);
    }

    private KeptAttempt attempt(int number, Instant at) {
        return new KeptAttempt(number, "w" + random.nextInt(6), "{}", at, 9, 9, "answered");
    }

    private @Nullable Settlement settlement() {
        return random.nextInt(6) > 0
                ? null
                : new Settlement(Settlement.Action.PROCESSED, NOON, "stock", "");
    }

    private static KeptBody body(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new KeptBody.Whole(new Body.Json(JsonText.trusted(bytes)), false);
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
