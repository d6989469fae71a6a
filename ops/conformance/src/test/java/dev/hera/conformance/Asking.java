package dev.hera.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.worker.Worker;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.record.NotSettled;
import dev.hera.worker.api.record.SettleAs;
import dev.hera.worker.api.remote.RemoteAnswer;
import dev.hera.worker.api.remote.RemoteCall;
import dev.hera.worker.api.remote.RemoteException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The handlers of the Java worker that ask something of the platform themselves.
final class Asking {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CompletableFuture<Worker> worker = new CompletableFuture<>();

    /// Records are closed through the worker that runs.
    void started(Worker running) {
        boolean _ = worker.complete(running);
    }

    /// Makes the call that its body says, and tells how that ended.
    static Object remote(Context call) throws InterruptedException {
        JsonNode wanted = call.tree();
        RemoteCall remote = call.call(wanted.path("endpoint").asText());
        wanted.path("with").properties().forEach(e -> remote.with(e.getKey(), plain(e.getValue())));
        wanted.path("query")
                .properties()
                .forEach(e -> remote.query(e.getKey(), e.getValue().asText()));
        for (String whole : new String[] {"body", "params"}) {
            if (wanted.has(whole)) {
                RemoteCall _ = remote.body(wanted.get(whole));
            }
        }
        if (wanted.has("withinMs")) {
            RemoteCall _ = remote.within(Duration.ofMillis(wanted.path("withinMs").asLong()));
        }
        if (wanted.path("idempotent").asBoolean()) {
            RemoteCall _ = remote.idempotent();
        }
        if (wanted.path("onBehalf").asBoolean()) {
            RemoteCall _ = remote.onBehalf();
        }
        if (wanted.has("leaveMs")) {
            var _ = remote.later();
            TimeUnit.MILLISECONDS.sleep(wanted.path("leaveMs").asLong());
            return Map.of("left", true);
        }
        return ended(remote);
    }

    private static Object plain(JsonNode value) {
        return JSON.convertValue(value, Object.class);
    }

    private static Object ended(RemoteCall remote) {
        try {
            RemoteAnswer answer = remote.send();
            return Map.of(
                    "status", answer.status(),
                    "contentType", answer.contentType().orElse(""),
                    "text", new String(answer.bytes(), StandardCharsets.UTF_8),
                    "uuid", answer.uuid().toString(),
                    "worker", answer.worker(),
                    "accepted", answer.isAccepted());
        } catch (RemoteException e) {
            String outcome = e.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
            String uuid = e.uuid().map(UUID::toString).orElse("");
            return Map.of("outcome", outcome, "code", e.code(), "uuid", uuid);
        }
    }

    /// Closes the record that its body names.
    Object settle(Context call) throws InterruptedException {
        JsonNode wanted = call.tree();
        UUID uuid = UUID.fromString(wanted.path("uuid").asText());
        SettleAs how = SettleAs.valueOf(wanted.path("action").asText().toUpperCase(Locale.ROOT));
        try {
            worker.join().settle(uuid, how, wanted.path("note").asText(""));
            return Map.of("settled", true);
        } catch (NotSettled e) {
            return Map.of("settled", false, "lasting", !e.isWorthAnotherTry());
        }
    }
}
