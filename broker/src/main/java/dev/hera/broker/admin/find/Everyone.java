package dev.hera.broker.admin.find;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.admin.fleet.Neighbours;
import dev.hera.broker.admin.fleet.PeerGate;
import dev.hera.broker.call.CallId;
import dev.hera.wire.BrokerNode;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/// All brokers, asked the same, this one too; any thread, which it blocks.
///
/// What one broker asks another is signed, as everything between them; what changes something must
/// be fresh besides, so that a question which somebody overheard is of no use later.
public final class Everyone {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FRESH = Duration.ofSeconds(60);
    private static final int STREAMS = 8;
    private static final long LOOK_EVERY = Duration.ofMillis(400).toNanos();
    private static final Duration LONGEST_WATCH = Duration.ofHours(1);

    private final PeerGate peers;
    private final BrokerNode node;
    private final FindDesk desk;
    private final Neighbours neighbours;
    private final Semaphore streams = new Semaphore(STREAMS);

    public Everyone(Gatekeeper gatekeeper, BrokerNode node, FindDesk desk, Neighbours neighbours) {
        this.peers = new PeerGate(gatekeeper, node);
        this.node = node;
        this.desk = desk;
        this.neighbours = neighbours;
    }

    /// Places for answers that take long.
    Semaphore streams() {
        return streams;
    }

    /// Adds the path on which other brokers ask.
    public void addTo(RoutesConfig routes) {
        routes.get(FindQuestion.PATH, this::toBroker);
    }

    /// What each of them answers, by its id; something else than an object for one that does not.
    Map<String, JsonNode> ask(FindQuestion question, Pass pass) {
        Map<String, JsonNode> answers = new TreeMap<>(neighbours.ask(question.path(), pass));
        answers.put(node.id(), desk.answer(question, pass.token(), () -> false));
        return answers;
    }

    /// Sends calls as they are found, and after each look how far it came; ends when there are no
    /// more, when as many as wanted were found, or when nobody reads.
    void search(FindQuestion question, Pass pass, LineStream out) {
        FindQuestion next = question;
        int left = question.limit();
        while (true) {
            ObjectNode page = Together.page(ask(next, pass), left);
            for (JsonNode call : page.path("calls")) {
                out.line("call", call);
                left--;
            }
            page.remove("calls");
            boolean over = left <= 0 || !page.path("more").asBoolean();
            out.line(over ? "end" : "progress", page);
            Optional<CallId> cursor = CallId.parse(page.path("cursor").asText());
            if (!out.flush() || over || cursor.isEmpty()) {
                return;
            }
            next = next.from(cursor.get());
        }
    }

    /// Sends calls as they end, on every broker, until nobody reads.
    void watch(FindQuestion question, Pass pass, LineStream out) {
        Instant end = question.at().plus(LONGEST_WATCH);
        Map<String, Long> next = new TreeMap<>();
        ask(question, pass).forEach((id, one) -> next.put(id, one.path("next").asLong(-1)));
        while (Instant.now().isBefore(end)) {
            long looked = System.nanoTime();
            ObjectNode heard = JSON.createObjectNode();
            Map<String, JsonNode> answers =
                    neighbours.each(id -> question.since(next.getOrDefault(id, -1L)).path(), pass);
            FindQuestion own = question.since(next.getOrDefault(node.id(), -1L));
            answers.put(node.id(), desk.answer(own, pass.token(), () -> false));
            answers.forEach(
                    (id, one) -> {
                        one.path("calls").forEach(call -> out.line("call", call));
                        heard.put(id, one.path("missed").asLong(-1));
                        next.put(id, one.path("next").asLong(next.getOrDefault(id, -1L)));
                    });
            out.line("missed", heard);
            if (!out.flush()) {
                return;
            }
            LockSupport.parkNanos(LOOK_EVERY - (System.nanoTime() - looked));
        }
    }

    /// The answer for another broker; 401 and nothing else when the question is none, or is stale.
    private void toBroker(Context context) {
        Optional<FindQuestion> question = FindQuestion.of(PeerGate.parts(context));
        if (question.isEmpty() || !isFresh(question.get())) {
            context.status(401);
            return;
        }
        FindQuestion asked = question.get();
        peers.tell(
                context,
                asked.kind().verb(),
                asked.path(),
                pass -> desk.answer(asked, pass.token(), () -> false).toString());
    }

    private static boolean isFresh(FindQuestion question) {
        return switch (question.kind()) {
            case LIST, COUNT, ENDED -> true;
            case DELETE, PIN, UNPIN ->
                    Duration.between(question.at(), Instant.now()).abs().compareTo(FRESH) < 0;
        };
    }
}
