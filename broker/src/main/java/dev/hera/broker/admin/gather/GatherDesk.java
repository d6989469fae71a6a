package dev.hera.broker.admin.gather;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.access.Scope;
import dev.hera.broker.admin.fleet.PeerGate;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.filter.FilterReader;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.journal.find.Order;
import dev.hera.broker.journal.find.Reach;
import dev.hera.broker.journal.find.Search;
import dev.hera.broker.journal.find.Stop;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.replay.Replays;
import dev.hera.broker.replay.plan.Traits;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Tells another broker which calls lie here that a replay could be made of, and which were sent by
/// a replay of this broker; any thread, which it blocks for a second at most, about.
public final class GatherDesk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// Calls of one answer.
    private static final int MOST = 50_000;

    /// Ids of one answer; one is enough to refuse a replay.
    private static final int MOST_SENT = 200_000;

    private final PeerGate peers;
    private final Finder finder;
    private final Predicate<CallId> givenUp;
    private final Replays replays;

    /// @param givenUp whether it was accepted here and given up
    public GatherDesk(PeerGate peers, Finder finder, Predicate<CallId> givenUp, Replays replays) {
        this.peers = peers;
        this.finder = finder;
        this.givenUp = givenUp;
        this.replays = replays;
    }

    /// Adds the paths on which other brokers ask.
    public void addTo(RoutesConfig routes) {
        routes.get(GatherQuestion.PATH, this::gather);
        routes.get(SentQuestion.PATH, this::sent);
    }

    private void gather(Context context) {
        GatherQuestion.of(PeerGate.parts(context))
                .ifPresentOrElse(
                        question -> tell(context, question.path(), () -> answer(question)),
                        () -> context.status(401));
    }

    private void sent(Context context) {
        SentQuestion.of(PeerGate.parts(context))
                .ifPresentOrElse(
                        question -> tell(context, question.path(), () -> answer(question)),
                        () -> context.status(401));
    }

    private void tell(Context context, String question, Supplier<ObjectNode> answer) {
        peers.tell(context, Scope.Verb.ADMIN_READ, question, _ -> answer.get().toString());
    }

    private ObjectNode answer(SentQuestion question) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode calls = json.putArray("calls");
        replays.sent(question.target(), question.from(), question.to()).stream()
                .limit(MOST_SENT)
                .forEach(id -> calls.add(id.toString()));
        return json;
    }

    private ObjectNode answer(GatherQuestion question) {
        ObjectNode json = JSON.createObjectNode();
        if (!(FilterReader.read(question.filter(), question.at()) instanceof Filter filter)) {
            return json.put("unwell", "it does not know this filter; is it of another version?");
        }
        ArrayNode calls = json.putArray("calls");
        Search search = new Search(filter, Order.OLDEST_FIRST, question.behind());
        Reach reach = new Reach(Integer.MAX_VALUE, Long.MAX_VALUE, PATIENCE, () -> false);
        try {
            Stop stop =
                    finder.each(
                            search,
                            reach,
                            record -> {
                                add(calls, record);
                                return calls.size() < MOST;
                            });
            json.put("why", stop.why().name().toLowerCase(Locale.ROOT));
            return json.put("behind", stop.behind() == null ? "" : stop.behind().toString());
        } catch (JournalFault _) {
            return json.put("unwell", "its journal cannot be read now");
        }
    }

    /// A replay is never part of a replay.
    private void add(ArrayNode calls, CallRecord record) {
        if (record.opening().origin() instanceof Origin.Replay) {
            return;
        }
        Traits traits = givenUp.test(record.id()) ? Traits.ofSettled(record) : Traits.of(record);
        calls.addArray()
                .add(traits.id().toString())
                .add(traits.endpoint())
                .add(traits.unfit())
                .add(traits.masked())
                .add(traits.notRun())
                .add(traits.bytes());
    }

    /// One call as it was told; empty when it was told wrongly.
    static Optional<Traits> read(JsonNode call) {
        return CallId.parse(call.path(0).asText())
                .map(
                        id ->
                                new Traits(
                                        id,
                                        call.path(1).asText(),
                                        call.path(2).asText(),
                                        call.path(3).asBoolean(),
                                        call.path(4).asBoolean(),
                                        call.path(5).asLong()));
    }
}
