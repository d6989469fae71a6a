package dev.hera.broker.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.access.CredentialCodec;
import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.NewToken;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.TokenTable;
import dev.hera.broker.access.WorkerTable;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.JournalSettings;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.route.Line.Reply;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.RouterSettings;
import dev.hera.broker.route.rank.Candidate;
import dev.hera.broker.route.rank.Ranking;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.wire.Load;
import dev.hera.wire.accept.Acceptance;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// The walk of a call with a journal on disk: what stands in the record afterwards.
class RecordedCallIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDPOINT = "POST /0/echo";
    private static final Later ACCEPT =
            (_, _, _) -> new Outcome.Accepted(200, Map.of(), Body.NONE, null, Ledger.NONE);

    @TempDir Path temp;

    private final Random random = new Random(7);
    private final NewToken made =
            NewToken.make(
                    "acme", List.of(Scope.parse("call * /0/")), Instant.EPOCH, new SecureRandom());
    private final TokenTable tokens =
            TokenTable.of(Map.of("acme", CredentialCodec.write(made.token())));
    private final Router router =
            new Router(System::nanoTime, () -> random, RouterSettings.DEFAULT);
    private Journal journal = Journal.counting();

    @BeforeEach
    void open() {
        JournalSettings settings = JournalSettings.usual(temp.resolve("journal")).lowAt(0, 0);
        journal = Journal.in(settings, Clock.systemUTC(), _ -> {});
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Dispatcher dispatcher(Router table) {
        Gatekeeper gatekeeper = new Gatekeeper(() -> tokens, () -> WorkerTable.EMPTY);
        return new Dispatcher(gatekeeper, journal, table, ACCEPT, _ -> {});
    }

    private CallRecord recorded(String path) {
        Call call = call(path);
        dispatcher(router).dispatch(call);
        return journal.find(call.id()).orElseThrow();
    }

    private Call call(String path) {
        return call(path, Origin.HTTP, CallId.next(Instant.now(), 1, random));
    }

    private Call again(CallId id) {
        return call("/0/echo", new Origin.Delivery(1), id);
    }

    private Call call(String path, Origin origin, CallId id) {
        Instant now = Instant.now();
        byte[] json = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        return new Call(
                id,
                origin,
                "POST",
                path,
                path,
                "",
                Map.of(),
                new Body.Json(JsonText.trusted(json)),
                "application/json",
                Credential.bearer(made.reveal()),
                null,
                now,
                System.nanoTime(),
                id,
                null,
                null,
                false);
    }

    private void join(String worker) {
        join(worker, Endpoint.of(ENDPOINT));
    }

    private void join(String worker, Endpoint endpoint) {
        Load load = new Load(0, 0, 5, false, false, false);
        Frame.Answer answer = new Frame.Answer(1, 201, Map.of(), Body.NONE, null, load);
        router.joined(
                new ScriptedLine(worker, new Reply.Answered(answer)),
                new Frame.Hello(1, "s", worker, "1", Frame.Role.LIVE, "java", 2, 8, 0, ""));
        router.announced(worker, 1, List.of(endpoint));
    }

    private static Ending ending(CallRecord record) {
        Ending ending = record.ending();
        assertNotNull(ending);
        return ending;
    }

    /// X3: from what lies on disk alone, by the rule itself.
    @Test
    void theDecisionMadeAgainFromTheStoredRecordGivesTheStoredWorker() throws Exception {
        for (String worker : List.of("w1", "w2", "w3", "w4")) {
            join(worker);
        }
        List<CallId> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add(recorded("/0/echo").id());
        }
        close();
        open();
        Set<String> chosen = new HashSet<>();
        for (CallId id : ids) {
            Ending ending = ending(journal.find(id).orElseThrow());
            JsonNode kept = JSON.readTree(ending.attempts().getFirst().decision());
            assertEquals(ending.worker(), kept.get("worker").asText());
            assertEquals(ending.worker(), madeAgain(kept), kept.toString());
            chosen.add(madeAgain(kept));
        }
        assertTrue(chosen.size() > 1, "void: " + chosen);
    }

    private static String madeAgain(JsonNode decision) {
        List<Candidate> candidates = new ArrayList<>();
        for (JsonNode one : decision.get("candidates")) {
            candidates.add(
                    new Candidate(
                            candidates.size(),
                            one.get("worker").asText(),
                            Candidate.Source.valueOf(one.get("source").asText()),
                            number(one, "own"),
                            number(one, "others"),
                            number(one, "fresh"),
                            number(one, "prior"),
                            number(one, "capacity"),
                            number(one, "slow"),
                            number(one, "silence"),
                            number(one, "distance")));
        }
        Candidate[] all = candidates.toArray(Candidate[]::new);
        return all[Ranking.best(all)].worker();
    }

    private static int number(JsonNode one, String name) {
        return Integer.parseInt(one.get(name).asText());
    }

    @Test
    void thePartsOfTheLedgerAreNeverMoreThanTheWhole() {
        join("w1");
        for (int i = 0; i < 50; i++) {
            Ledger ledger = ending(recorded("/0/echo")).ledger();
            long parts = ledger.journal() + ledger.queue() + ledger.wire() + ledger.worker();
            assertTrue(ledger.total() > 0 && parts <= ledger.total(), ledger.toString());
        }
    }

    @Test
    void whoMayAndWhatWasAskedStandInTheRecord() {
        join("w1");
        CallRecord record = recorded("/0/echo");
        assertEquals("acme", record.opening().caller());
        assertEquals("call * /0/", record.opening().grant());
        assertEquals(ENDPOINT, record.opening().endpoint());
        assertEquals(7, record.opening().body().length());
        assertEquals(201, ending(record).status());
    }

    @Test
    void aCallThatNobodyCanRunOrNobodyKnowsIsOnRecordToo() {
        assertEquals("no-such-endpoint", ending(recorded("/0/nothing")).kind());
        join("w1");
        router.draining("w1");
        Ending none = ending(recorded("/0/echo"));
        assertEquals("not-executed", none.outcome());
        assertEquals("no-able-worker", none.kind());
        assertTrue(String.valueOf(none.candidates()).contains("\"draining\":1"));
    }

    /// A broker that has just started delivers before it knows any endpoint, and what is secret in
    /// its body.
    @Test
    void aDeliveryToAnEndpointNotKnownYetLeavesTheRecordAsItIs() {
        join("w1", accepting());
        CallRecord accepted = recorded("/0/echo");
        assertEquals(200, ending(accepted).status());
        Call delivery = again(accepted.id());
        Router fresh = new Router(System::nanoTime, () -> random, RouterSettings.DEFAULT);
        Outcome none = dispatcher(fresh).deliver(delivery, new Caller("acme"), "");
        assertEquals("not-executed", none.word());
        CallRecord after = journal.find(accepted.id()).orElseThrow();
        assertEquals(accepted.opening(), after.opening());
        assertEquals(accepted.ending(), after.ending());
        dispatcher(router).deliver(delivery, new Caller("acme"), "");
        assertEquals(201, ending(journal.find(accepted.id()).orElseThrow()).status());
    }

    private static Endpoint accepting() {
        return new Endpoint(
                ENDPOINT,
                Acceptance.USUAL,
                Endpoint.RecordMode.DURABLE,
                false,
                Endpoint.DEFAULT_TIMEOUT,
                0,
                List.of("/a"));
    }
}
