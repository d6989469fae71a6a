package dev.hera.broker.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptAttempt;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.recall.CallState;
import dev.hera.broker.recall.Found;
import dev.hera.wire.Body;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One call, whole, for an operator: what was asked, each attempt with its routing decision, the
/// end, where the time went, what was said afterwards.
///
/// A JSON body stands as text, so that nothing of it changes; any other as base64.
public final class CallJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CallJson() {}

    /// All that is recorded of it.
    public static ObjectNode tree(Found.Kept kept) {
        CallRecord record = kept.record();
        ObjectNode json = JSON.createObjectNode();
        json.put("uuid", record.id().toString());
        json.put("state", CallState.of(record).word()).put("broker", kept.broker());
        json.put("sequence", record.sequence());
        asked(json.putObject("request"), record.opening());
        Ending ending = record.ending();
        if (ending != null) {
            json.put("outcome", ending.outcome()).put("status", CallState.status(ending));
            ended(json, ending);
        }
        Settlement settlement = record.settlement();
        if (settlement != null) {
            json.putObject("settled")
                    .put("action", settlement.action().name().toLowerCase(Locale.ROOT))
                    .put("at", settlement.at().toString())
                    .put("by", settlement.by())
                    .put("note", settlement.note());
        }
        if (record.undelivered() != null) {
            json.put("undelivered", record.undelivered().toString());
        }
        return json;
    }

    private static void asked(ObjectNode json, Opening opening) {
        json.put("endpoint", opening.endpoint()).put("method", opening.method());
        json.put("path", opening.path()).put("query", opening.query());
        json.put("caller", opening.caller()).put("grant", opening.grant());
        json.put("origin", origin(opening.origin()));
        json.put("receivedAt", opening.receivedAt().toString());
        json.put("record", opening.mode().name().toLowerCase(Locale.ROOT));
        json.put("patienceMs", opening.patience().toMillis());
        json.put("root", opening.root().toString());
        CallId parent = opening.parent();
        json.put("parent", parent == null ? null : parent.toString());
        json.put("idempotencyKey", opening.idempotencyKey());
        json.put("later", opening.later());
        ObjectNode headers = json.putObject("headers");
        opening.headers().forEach(headers::put);
        json.put("contentType", opening.contentType());
        body(json, opening.body());
    }

    private static String origin(Origin origin) {
        return switch (origin) {
            case Origin.Http _ -> "http";
            case Origin.Rpc _ -> "rpc";
            case Origin.Remote remote -> "remote " + remote.service();
            case Origin.Delivery(int attempt) -> "delivery " + attempt;
            case Origin.Replay(CallId original, _) -> "replay " + original;
        };
    }

    private static void ended(ObjectNode json, Ending ending) {
        ObjectNode response = json.putObject("response");
        response.put("endedAt", ending.endedAt().toString());
        response.put("kind", ending.kind()).put("detail", ending.detail());
        response.put("worker", ending.worker());
        ObjectNode headers = response.putObject("headers");
        for (Map.Entry<String, List<String>> header : ending.headers().entrySet()) {
            ArrayNode values = headers.putArray(header.getKey());
            header.getValue().forEach(values::add);
        }
        response.put("contentType", ending.contentType());
        body(response, ending.body());
        ArrayNode attempts = json.putArray("attempts");
        ending.attempts().forEach(attempt -> attempt(attempts.addObject(), attempt));
        ledger(json.putObject("ledgerMs"), ending.ledger());
        String candidates = ending.candidates();
        if (candidates != null) {
            json.set("candidates", tree(candidates));
        }
    }

    private static void attempt(ObjectNode json, KeptAttempt attempt) {
        json.put("number", attempt.number()).put("worker", attempt.worker());
        json.put("outcome", attempt.outcome()).put("sentAt", attempt.sentAt().toString());
        json.put("tookMs", millis(attempt.tookNanos()));
        json.put("workerMs", millis(attempt.workerNanos()));
        json.set("decision", tree(attempt.decision()));
    }

    /// The broker's own work is what nobody else names, so that the parts sum to the whole.
    private static void ledger(ObjectNode json, Ledger ledger) {
        long others = ledger.journal() + ledger.queue() + ledger.wire() + ledger.worker();
        json.put("total", millis(ledger.total()));
        json.put("journal", millis(ledger.journal())).put("queue", millis(ledger.queue()));
        json.put("wire", millis(ledger.wire())).put("worker", millis(ledger.worker()));
        json.put("broker", millis(ledger.total() - others));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static void body(ObjectNode json, KeptBody kept) {
        json.put("bodyBytes", kept.length());
        switch (kept) {
            case KeptBody.None _, KeptBody.Apart _ -> {}
            case KeptBody.Whole(Body body, boolean masked) -> {
                json.put("bodyMasked", masked);
                if (body instanceof Body.Json) {
                    json.put("body", new String(body.toBytes(), StandardCharsets.UTF_8));
                } else {
                    json.put("bodyBase64", Base64.getEncoder().encodeToString(body.toBytes()));
                }
            }
            case KeptBody.TooLarge(_, String sha256) -> json.put("bodySha256", sha256);
        }
    }

    /// What the router wrote; as text when it is no JSON after all.
    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return TextNode.valueOf(text);
        }
    }
}
