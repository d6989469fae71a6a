package dev.hera.broker.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.access.CredentialCodec;
import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.NewToken;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.TokenTable;
import dev.hera.broker.access.WorkerTable;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.route.Line.Reply;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.RouterSettings;
import dev.hera.broker.route.watch.RetryBudget;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.accept.Acceptance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

class DispatcherTest {
    private static final String ENDPOINT = "POST /0/echo";
    private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");
    private final RandomGenerator random = new Random(7);
    private final NewToken made =
            NewToken.make("acme", List.of(Scope.parse("call * /0/")), NOW, new SecureRandom());
    private final String token = made.reveal();
    private final TokenTable tokens =
            TokenTable.of(Map.of("acme", CredentialCodec.write(made.token())));
    private final Gatekeeper gatekeeper = new Gatekeeper(() -> tokens, () -> WorkerTable.EMPTY);
    private final Journal journal = Journal.counting();
    private final List<Outcome> heard = new ArrayList<>();
    private final Router router =
            new Router(System::nanoTime, () -> random, RouterSettings.DEFAULT);
    private final RetryBudget retries = new RetryBudget(System::nanoTime);
    private final Dispatcher dispatcher =
            new Dispatcher(
                    gatekeeper,
                    journal,
                    router,
                    Later.REFUSE,
                    ended -> heard.add(ended.outcome()),
                    retries);

    @Test
    void anAnsweredCallSaysSoAndIsRecordedOnce() {
        ScriptedLine line = join("w1", Endpoint.of(ENDPOINT), answer(201));
        Outcome.Answered outcome = assertInstanceOf(Outcome.Answered.class, dispatch("/0/echo"));
        assertEquals(201, outcome.status());
        assertEquals("w1", outcome.worker());
        long worker = outcome.ledger().worker();
        assertTrue(worker > 0 && worker <= 5_000, "no more than was measured here: " + worker);
        assertEquals("acme", line.asked().getFirst().caller());
        assertEquals(Map.of("answered", 1L), journal.ended());
        assertEquals(List.of(outcome), heard);
    }

    @Test
    void aWorkerNeverSeesACallThatMayNotBe() {
        ScriptedLine line = join("w1", Endpoint.of(ENDPOINT), answer(200));
        refused(Refusal.Unauthenticated.class, dispatch(call("/0/echo", "nonsense", null)));
        refused(Refusal.Forbidden.class, dispatch("/1/echo"));
        assertEquals(List.of(), line.asked());
        assertEquals(0, journal.opened());
        assertEquals(2, heard.size());
    }

    @Test
    void neverAnnouncedIsNotFoundAndGoneIsNotAble() {
        refused(Refusal.NoSuchEndpoint.class, dispatch("/0/echo"));
        ScriptedLine line = join("w1", Endpoint.of(ENDPOINT), answer(200));
        router.left(line);
        Refusal.NoAbleWorker gone = refused(Refusal.NoAbleWorker.class, dispatch("/0/echo"));
        assertEquals(0, gone.candidates().connected());
        assertEquals(Map.of("not-executed", 1L), journal.ended());
    }

    @Test
    void whatNeverLeftIsTriedElsewhere() {
        for (Reply unsent : List.of(new Reply.Lost(false), new Reply.Full(9), busy())) {
            ScriptedLine first = join("w1", Endpoint.of(ENDPOINT), unsent);
            ScriptedLine second = join("w2", Endpoint.of(ENDPOINT), answer(200));
            for (int i = 0; i < 20; i++) {
                assertEquals("w2", dispatch("/0/echo").worker());
            }
            assertTrue(!first.asked().isEmpty(), "void: the first worker was never asked");
            router.left(first);
            router.left(second);
        }
    }

    @Test
    void whatMayHaveRunIsNeverTriedTwice() {
        ScriptedLine line = join("w1", Endpoint.of(ENDPOINT), new Reply.Lost(true));
        Outcome.Unknown lost = assertInstanceOf(Outcome.Unknown.class, dispatch("/0/echo"));
        assertEquals(Outcome.Doubt.WORKER_LOST, lost.doubt());
        assertEquals(1, line.asked().size());
        assertEquals(Map.of("unknown", 1L), journal.ended());
    }

    @Test
    void whatDoesNoHarmTwiceIsTriedElsewhere() {
        Endpoint endpoint = harmless();
        join("w1", endpoint, new Reply.Lost(true));
        ScriptedLine second = join("w2", endpoint, answer(200));
        for (int i = 0; i < 10; i++) {
            assertEquals("w2", dispatch("/0/echo").worker());
        }
        assertTrue(second.asked().stream().anyMatch(i -> i.attempt() == 2), "void: no retry");
    }

    @Test
    void whatMayHaveRunStaysInDoubtWhenNobodyAnswers() {
        Endpoint endpoint = harmless();
        ScriptedLine one = join("w1", endpoint, new Reply.Lost(true));
        ScriptedLine two = join("w2", endpoint, busy());
        Outcome outcome = dispatch("/0/echo");
        assertTrue(!one.asked().isEmpty() && !two.asked().isEmpty(), "void: one was not asked");
        Outcome.Unknown lost = assertInstanceOf(Outcome.Unknown.class, outcome);
        assertEquals(Outcome.Doubt.WORKER_LOST, lost.doubt());
    }

    @Test
    void nothingIsTriedTwiceWhenTheBudgetIsSpentAndNobodyMayRefuse() {
        while (retries.take()) {
            assertTrue(retries.left() >= 0);
        }
        ScriptedLine line = join("w1", harmless(), new Reply.Lost(true));
        ScriptedLine other = join("w2", harmless(), new Reply.Lost(true));
        assertInstanceOf(Outcome.Unknown.class, dispatch("/0/echo"));
        List<Frame.Invoke> asked = new ArrayList<>(line.asked());
        asked.addAll(other.asked());
        assertEquals(1, asked.size());
        assertTrue(asked.getFirst().force());
    }

    private static Endpoint harmless() {
        return new Endpoint(
                ENDPOINT,
                Acceptance.NONE,
                Endpoint.RecordMode.DURABLE,
                true,
                Endpoint.DEFAULT_TIMEOUT,
                0,
                List.of());
    }

    @Test
    void aDeadlineSaysWhetherTheCallHadLeft() {
        ScriptedLine line = join("w1", Endpoint.of(ENDPOINT), new Reply.Late(true));
        Outcome.Unknown late = assertInstanceOf(Outcome.Unknown.class, dispatch("/0/echo"));
        assertEquals(Outcome.Doubt.DEADLINE, late.doubt());
        router.left(line);
        join("w2", Endpoint.of(ENDPOINT), new Reply.Late(false));
        refused(Refusal.TooLate.class, dispatch("/0/echo"));
        refused(Refusal.TooLate.class, dispatch(call("/0/echo", token, Duration.ofNanos(1))));
    }

    @Test
    void aHandlersFailureIsAnAnswer() {
        ScriptedLine line = join("w1", Endpoint.of(ENDPOINT), failure(ErrorCode.INTERNAL_ERROR));
        Outcome.HandlerFailed failed =
                assertInstanceOf(Outcome.HandlerFailed.class, dispatch("/0/echo"));
        assertEquals(500, failed.status());
        assertTrue(!failed.detail().contains("secret of the handler"), failed.detail());
        router.left(line);
        join("w2", Endpoint.of(ENDPOINT), failure(ErrorCode.INVALID_PARAMS));
        assertEquals(
                400, assertInstanceOf(Outcome.HandlerFailed.class, dispatch("/0/echo")).status());
    }

    @Test
    void everybodyBusyEndsSoonAndHonestly() {
        ScriptedLine one = join("w1", Endpoint.of(ENDPOINT), busy());
        ScriptedLine two = join("w2", Endpoint.of(ENDPOINT), busy());
        Outcome.NotExecuted outcome =
                assertInstanceOf(Outcome.NotExecuted.class, dispatch("/0/echo"));
        assertTrue(one.asked().size() + two.asked().size() <= 4, "too many attempts");
        assertInstanceOf(Refusal.Overloaded.class, outcome.refusal());
    }

    @Test
    void aWorkerCannotSayWhatOnlyThePlatformMaySay() {
        for (Map<String, List<String>> headers :
                List.of(
                        Map.of("transfer-encoding", List.of("chunked")),
                        Map.of("hera-outcome", List.of("accepted")),
                        Map.of("x-a", List.of("1\r\nX-B: 2")),
                        Map.of("x a", List.of("1")),
                        Map.of("set-cookie", List.of("a=b")))) {
            ScriptedLine line = join("w1", Endpoint.of(ENDPOINT), answer(200, headers));
            Outcome.Unknown bad = assertInstanceOf(Outcome.Unknown.class, dispatch("/0/echo"));
            assertEquals(Outcome.Doubt.BAD_ANSWER, bad.doubt(), headers.toString());
            router.left(line);
        }
    }

    private ScriptedLine join(String worker, Endpoint endpoint, Reply... replies) {
        ScriptedLine line = new ScriptedLine(worker, replies);
        router.joined(
                line, new Frame.Hello(1, "s", worker, "1", Frame.Role.LIVE, "java", 2, 8, 0, ""));
        assertEquals(List.of(), router.announced(worker, 1, List.of(endpoint)));
        return line;
    }

    private Outcome dispatch(String path) {
        return dispatch(call(path, token, null));
    }

    private Outcome dispatch(Call call) {
        return dispatcher.dispatch(call);
    }

    private Call call(String path, String bearer, @Nullable Duration patience) {
        CallId id = CallId.next(NOW, 1, random);
        return new Call(
                id,
                Origin.HTTP,
                "POST",
                path,
                path,
                "",
                Map.of(),
                Body.NONE,
                null,
                Credential.bearer(bearer),
                patience,
                NOW,
                System.nanoTime(),
                id,
                null,
                null,
                false);
    }

    private static <T extends Refusal> T refused(Class<T> why, Outcome outcome) {
        return assertInstanceOf(
                why, assertInstanceOf(Outcome.NotExecuted.class, outcome).refusal());
    }

    private static Reply answer(int status) {
        return answer(status, Map.of());
    }

    private static Reply answer(int status, Map<String, List<String>> headers) {
        Load load = new Load(0, 0, 5, false, false, false);
        return new Reply.Answered(new Frame.Answer(1, status, headers, Body.NONE, null, load));
    }

    private static Reply busy() {
        return failure(ErrorCode.BUSY);
    }

    private static Reply failure(int code) {
        return new Reply.Failed(new Frame.Failure(1, code, "secret of the handler", Load.NONE));
    }
}
