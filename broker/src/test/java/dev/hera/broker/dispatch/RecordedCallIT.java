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
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.JournalSettings;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.route.Line.Reply;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.RouterSettings;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.wire.Load;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The walk of a call with a journal on disk: what stands in the record afterwards.
class RecordedCallIT {
    private static final String ENDPOINT = "POST /0/echo";

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

    private CallRecord recorded(String path) {
        Gatekeeper gatekeeper = new Gatekeeper(() -> tokens, () -> WorkerTable.EMPTY);
        Dispatcher dispatcher = new Dispatcher(gatekeeper, journal, router, _ -> {});
        Call call = call(path);
        dispatcher.dispatch(call);
        return journal.find(call.id()).orElseThrow();
    }

    private Call call(String path) {
        Instant now = Instant.now();
        CallId id = CallId.next(now, 1, random);
        byte[] json = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        return new Call(
                id,
                Origin.HTTP,
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
        Load load = new Load(0, 0, 5, false, false, false);
        Frame.Answer answer = new Frame.Answer(1, 201, Map.of(), Body.NONE, null, load);
        router.joined(
                new ScriptedLine(worker, new Reply.Answered(answer)),
                new Frame.Hello(1, "s", worker, "1", Frame.Role.LIVE, "java", 2, 8, 0, ""));
        router.announced(worker, 1, List.of(Endpoint.of(ENDPOINT)));
    }

    private static Ending ending(CallRecord record) {
        Ending ending = record.ending();
        assertNotNull(ending);
        return ending;
    }

    @Test
    void theDecisionStandsInTheRecordAndItsInputsLeadToIt() throws Exception {
        for (String worker : List.of("w1", "w2", "w3", "w4")) {
            join(worker);
        }
        for (int i = 0; i < 50; i++) {
            Ending ending = ending(recorded("/0/echo"));
            JsonNode decision =
                    new ObjectMapper().readTree(ending.attempts().getFirst().decision());
            String chosen = decision.get("worker").asText();
            assertEquals(ending.worker(), chosen);
            double least = Double.MAX_VALUE;
            double own = Double.MAX_VALUE;
            for (JsonNode candidate : decision.get("candidates")) {
                double cost = candidate.get("cost").asDouble();
                least = Math.min(least, cost);
                own = candidate.get("worker").asText().equals(chosen) ? cost : own;
            }
            assertEquals(least, own, decision.toString());
        }
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
}
