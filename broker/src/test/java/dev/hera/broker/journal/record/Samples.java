package dev.hera.broker.journal.record;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint.RecordMode;
import dev.hera.wire.JsonText;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Records for tests: the usual one, and any number of strange ones.
public final class Samples {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456789Z");

    private final Random random;

    public Samples(long seed) {
        random = new Random(seed);
    }

    /// A POST of 140 bytes of JSON, as most are.
    public Opening usual() {
        CallId id = CallId.next(NOON, 7, random);
        return new Opening(
                id,
                "POST /0/echo",
                "POST",
                "/0/echo",
                "",
                Map.of("user-agent", "curl/8.4.0", "accept", "*/*"),
                "application/json",
                whole("{\"text\":\"" + "x".repeat(129) + "\"}"),
                "shop",
                "call *",
                NOON,
                Origin.HTTP,
                id,
                null,
                null,
                Duration.ofSeconds(10),
                RecordMode.DURABLE,
                false);
    }

    /// The end of it.
    public Ending answered(Opening opening) {
        Instant sent = opening.receivedAt().plusNanos(40_000);
        KeptAttempt attempt =
                new KeptAttempt(1, "worker-1", "{\"worker\":1}", sent, 400_000, 90_000, "answered");
        return new Ending(
                opening.receivedAt().plusNanos(500_000),
                "answered",
                "",
                "",
                200,
                Map.of(),
                "application/json",
                opening.body(),
                List.of(attempt),
                new Ledger(500_000, 3_000, 2_000, 310_000, 90_000),
                "worker-1",
                null);
    }

    static KeptBody whole(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new KeptBody.Whole(new Body.Json(JsonText.trusted(bytes)), false);
    }

    Opening strangeOpening() {
        CallId id = CallId.next(NOON.plusSeconds(random.nextInt(1000)), 7, random);
        return new Opening(
                id,
                pick("", "sum", "POST /0/a", "GET /0/{name}"),
                pick("", "POST", "GET", "PATCH"),
                pick("", "/0/a", "/0/%C3%A4", "sum"),
                text(),
                headers(),
                random.nextBoolean() ? null : "text/plain; charset=utf-8",
                body(),
                text(),
                text(),
                id.madeAt().plusNanos(random.nextInt()),
                origin(),
                random.nextBoolean() ? id : CallId.next(NOON, 7, random),
                random.nextBoolean() ? null : CallId.next(NOON, 7, random),
                random.nextBoolean() ? null : "key " + random.nextInt(),
                Duration.ofMillis(random.nextInt(600_000)),
                List.of(RecordMode.values()).get(random.nextInt(4)),
                random.nextBoolean());
    }

    Ending strangeEnding(CallId id) {
        boolean tried = random.nextBoolean();
        KeptAttempt attempt =
                new KeptAttempt(
                        random.nextInt(5),
                        "w" + random.nextInt(9),
                        text(),
                        id.madeAt().plusNanos(random.nextLong(1L << 40)),
                        random.nextLong(),
                        random.nextInt(),
                        text());
        return new Ending(
                id.madeAt().plusNanos(random.nextLong(1L << 50)),
                pick("answered", "accepted", "not-executed", "unknown"),
                pick("", "deadline"),
                text(),
                random.nextInt(600),
                Map.of("vary", List.of("a", "b"), "etag", List.of(text())),
                random.nextBoolean() ? null : "image/gif",
                body(),
                tried ? List.of(attempt, attempt) : List.of(),
                new Ledger(random.nextLong(), 1, 0, random.nextInt(), -1),
                tried ? attempt.worker() : null,
                random.nextBoolean() ? null : "{\"known\":0}");
    }

    private KeptBody body() {
        byte[] bytes = new byte[1 + random.nextInt(2000)];
        random.nextBytes(bytes);
        return switch (random.nextInt(5)) {
            case 0 -> KeptBody.NONE;
            case 1 -> new KeptBody.Whole(new Body.Binary(bytes), random.nextBoolean());
            case 2 -> new KeptBody.Apart(random.nextInt(9999), random.nextBoolean(), true);
            case 3 ->
                    new KeptBody.TooLarge(random.nextLong(1L << 40), "0123456789abcdef".repeat(4));
            default -> whole("[" + random.nextInt() + "]");
        };
    }

    private Origin origin() {
        return switch (random.nextInt(5)) {
            case 0 -> Origin.RPC;
            case 1 -> new Origin.Remote("stock", 3, "shop");
            case 2 -> new Origin.Delivery(1 + random.nextInt(99));
            case 3 -> new Origin.Replay(CallId.next(NOON, 7, random));
            default -> Origin.HTTP;
        };
    }

    private Map<String, String> headers() {
        return random.nextBoolean() ? Map.of() : Map.of("a", text(), "b", "", "c", "ü€😀");
    }

    private String text() {
        return pick("", "plain", "ä€😀", "\u0000\n\"", "x".repeat(random.nextInt(300)));
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
