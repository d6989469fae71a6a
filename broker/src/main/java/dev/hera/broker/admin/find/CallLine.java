package dev.hera.broker.admin.find;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.journal.filter.Beside;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.Opening;

/// One call in short, as it stands in lists.
final class CallLine {
    private CallLine() {}

    static void write(ObjectNode json, CallRecord record, Beside beside, String broker) {
        Opening opening = record.opening();
        json.put("uuid", record.id().toString());
        json.put("receivedAt", opening.receivedAt().toString());
        json.put("endpoint", opening.endpoint()).put("path", opening.path());
        json.put("caller", opening.caller());
        json.put("state", beside.state(record)).put("outcome", record.word());
        json.put("pinned", beside.pinned().contains(record.id()));
        json.put("broker", broker);
        Ending ending = record.ending();
        if (ending != null) {
            json.put("status", ending.seenStatus()).put("kind", ending.kind());
            json.put("detail", ending.detail()).put("worker", ending.worker());
            json.put("attempts", ending.attempts().size());
            json.put("tookMs", ending.ledger().total() / 1e6);
        }
    }
}
