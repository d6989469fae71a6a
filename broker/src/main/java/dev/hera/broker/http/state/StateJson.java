package dev.hera.broker.http.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.recall.CallState;
import dev.hera.broker.recall.Found;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The state of a call as its caller may see it: nothing of other workers, no routing.
///
/// `outcome` and `status` are missing while it runs; `response` is where the answer itself is.
final class StateJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StateJson() {}

    static byte[] write(Found.Kept kept) {
        CallRecord record = kept.record();
        ObjectNode json = JSON.createObjectNode();
        json.put("uuid", record.id().toString());
        json.put("state", CallState.of(record).word());
        json.put("endpoint", record.opening().endpoint());
        json.put("receivedAt", record.opening().receivedAt().toString());
        json.put("broker", kept.broker());
        Ending ending = record.ending();
        if (ending != null) {
            json.put("outcome", ending.outcome());
            json.put("status", CallState.status(ending));
            json.put("endedAt", ending.endedAt().toString());
            json.put("attempts", ending.attempts().size());
            if (!ending.kind().isEmpty()) {
                json.put("kind", ending.kind()).put("detail", ending.detail());
            }
            json.put("response", CallStates.PREFIX + record.id() + CallStates.RESPONSE);
        }
        Settlement settlement = record.settlement();
        if (settlement != null) {
            json.putObject("settled")
                    .put("action", settlement.action().name().toLowerCase(Locale.ROOT))
                    .put("at", settlement.at().toString())
                    .put("note", settlement.note());
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
