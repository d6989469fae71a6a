package dev.hera.trials.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.keep.Shelf;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.RocksStore;
import dev.hera.broker.journal.store.StoreSettings;
import dev.hera.broker.journal.store.Table;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Compares what callers were told with what is on record, one by one.
final class Inquest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOST_END = "broker-stopped";
    private static final Instant FAR = Instant.parse("2900-01-01T00:00:00Z");

    private final Map<Long, Told> told = new HashMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final String url;
    private final String token;

    /// How the broker ended, which says how sure it can be of ends that it did not write.
    enum Cause {
        KILL,
        POWER_CUT
    }

    Inquest(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /// Asks for each, but for those who were told that there is no record.
    void ask(List<Told> heard, Cause cause) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (Told one : heard.stream().filter(Told::isOnRecord).toList()) {
                HttpRequest asked =
                        HttpRequest.newBuilder(URI.create(url + "/_hera/calls/" + one.uuid()))
                                .header("Authorization", "Bearer " + token)
                                .build();
                HttpResponse<String> found =
                        client.send(asked, HttpResponse.BodyHandlers.ofString());
                String both = one + " is on record as " + found.body();
                assertEquals(200, found.statusCode(), both);
                compare(one, JSON.readTree(found.body()), cause, both);
                assertNull(told.put(one.number(), one), "told twice: " + both);
                outcomes.merge(one.outcome(), 1, Integer::sum);
            }
        }
    }

    private static void compare(Told one, JsonNode found, Cause cause, String both) {
        String outcome = found.path("outcome").asText();
        boolean lostEnd = found.path("kind").asText().equals(LOST_END);
        if (cause == Cause.POWER_CUT && lostEnd && outcome.equals("unknown")) {
            return;
        }
        assertEquals(one.endpoint(), found.path("endpoint").asText(), both);
        if (one.outcome().equals("accepted")) {
            // still so while it is being delivered, or delivered meanwhile
            assertTrue(Set.of("accepted", "answered", "unknown").contains(outcome), both);
            return;
        }
        assertEquals(one.outcome(), outcome, both);
        assertEquals(one.status(), found.path("status").asInt(), both);
    }

    /// How many were told what.
    Map<String, Integer> outcomes() {
        return outcomes;
    }

    /// Looks into the store of a broker that is not there any more: every record is of a call that
    /// was sent, once, and has the id that its caller was told.
    ///
    /// @return how many records there are
    int search(Path journal, Map<Long, String> sent) throws IOException {
        Map<Long, CallId> seen = new HashMap<>();
        try (JournalStore store = RocksStore.open(StoreSettings.usual(journal))) {
            Shelf shelf = new Shelf(store);
            for (CallId id : ids(store)) {
                CallRecord record = shelf.find(id).orElseThrow();
                long number = number(record);
                assertEquals(sent.get(number), record.opening().path(), "never sent: " + record);
                assertNull(seen.put(number, id), "twice on record: " + record);
            }
        }
        told.forEach((number, one) -> assertEquals(one.uuid(), "" + seen.get(number), "" + one));
        return seen.size();
    }

    private static List<CallId> ids(JournalStore store) {
        List<CallId> ids = new ArrayList<>();
        store.scan(
                Table.CALLS,
                RecordKey.at(Instant.EPOCH),
                RecordKey.at(FAR),
                (key, _) -> {
                    if (RecordKey.part(key) == RecordKey.OPENING) {
                        ids.add(RecordKey.id(key));
                    }
                    return true;
                });
        return ids;
    }

    private static long number(CallRecord record) throws IOException {
        return record.opening().body() instanceof KeptBody.Whole whole
                ? JSON.readTree(new String(whole.body().toBytes(), StandardCharsets.UTF_8))
                        .path("n")
                        .asLong()
                : -1;
    }
}
