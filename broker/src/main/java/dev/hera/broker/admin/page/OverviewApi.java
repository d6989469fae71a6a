package dev.hera.broker.admin.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.access.Scope;
import dev.hera.broker.admin.AdminGate;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/// `GET /_hera/api/overview?open=ENDPOINT…`: the routing table of the whole platform in one line an
/// endpoint, with the workers of those that are open; any thread, under its own lock.
///
/// The whole table of a large platform is some megabytes; this is what a person can look at. It is
/// made at most four times a second, however many ask, and less often where it takes long: it
/// costs at most a twentieth of a core, unless it would be more than [#STALE] old then. Other
/// brokers are asked for `…/overview/here`, theirs alone, once a second while somebody looks.
public final class OverviewApi {
    private static final String PATH = "/_hera/api/overview";

    /// This broker's table alone, which is what brokers ask each other for.
    static final String HERE = PATH + "/here";

    private static final Duration FRESH = Duration.ofMillis(250);
    private static final Duration STALE = Duration.ofSeconds(1);
    private static final int SHARE = 20;
    private static final int MOST_OPEN = 20;

    /// Different questions that are remembered until the next look.
    private static final int MOST_ANSWERS = 16;

    private final AdminGate gate;
    private final OwnTable own;
    private final BiFunction<String, Set<String>, Map<String, JsonNode>> others;
    private final LongSupplier nanos;

    // under this object's lock
    private final Map<Set<String>, Answer> answers = new HashMap<>();
    private long madeAt;
    private long version = -1;
    private long goodFor = FRESH.toNanos();

    /// What is shown to those who have opened the same.
    private record Answer(ObjectNode table, byte[] here, Map<String, JsonNode> heard, byte[] all) {
        Answer(ObjectNode table, byte[] here) {
            this(table, here, Map.of(), here);
        }
    }

    /// @param own the table of this broker
    /// @param others the tables of the other brokers, of about a second ago, for the holder of this
    ///     token; a missing node for one that does not answer
    /// @param nanos the monotonic clock
    public OverviewApi(
            AdminGate gate,
            OwnTable own,
            BiFunction<String, Set<String>, Map<String, JsonNode>> others,
            LongSupplier nanos) {
        this.gate = gate;
        this.own = own;
        this.others = others;
        this.nanos = nanos;
        this.madeAt = nanos.getAsLong() - FRESH.toNanos();
    }

    /// Adds the paths.
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, gate.only(Scope.Verb.ADMIN_READ, this::whole));
        routes.get(HERE, gate.only(Scope.Verb.ADMIN_READ, this::here));
    }

    private void whole(Context context) {
        Set<String> open = open(context);
        Map<String, JsonNode> heard = others.apply(AdminGate.who(context), open);
        context.contentType("application/json").result(whole(open, heard));
    }

    private void here(Context context) {
        context.contentType("application/json").result(here(open(context)));
    }

    private static Set<String> open(Context context) {
        List<String> open = context.queryParams("open");
        return Set.copyOf(open.subList(0, Math.min(open.size(), MOST_OPEN)));
    }

    /// This broker's table, for whoever has opened these endpoints.
    synchronized byte[] here(Set<String> open) {
        return answer(open).here();
    }

    /// All tables as one, for whoever has opened these endpoints.
    ///
    /// @param heard the others' tables; who hands in the same again gets the same bytes
    @SuppressWarnings("ReferenceEquality") // the same map: nobody has said anything new
    synchronized byte[] whole(Set<String> open, Map<String, JsonNode> heard) {
        Answer known = answer(open);
        if (known.heard() == heard || heard.isEmpty()) {
            return known.all();
        }
        byte[] all = bytes(WholeJson.write(own.broker(), known.table(), heard));
        keep(open, new Answer(known.table(), known.here(), heard, all));
        return all;
    }

    private Answer answer(Set<String> open) {
        long now = nanos.getAsLong();
        boolean news = own.version() != version && now - madeAt >= FRESH.toNanos();
        if (now - madeAt >= goodFor || news) {
            version = own.version();
            own.look();
            madeAt = now;
            long cost = nanos.getAsLong() - now;
            goodFor = Math.clamp(SHARE * cost, FRESH.toNanos(), STALE.toNanos());
            answers.clear();
        }
        Answer known = answers.get(open);
        if (known == null) {
            ObjectNode table = own.show(open);
            known = new Answer(table, bytes(table));
            keep(open, known);
        }
        return known;
    }

    private void keep(Set<String> open, Answer answer) {
        if (answers.size() < MOST_ANSWERS || answers.containsKey(open)) {
            answers.put(open, answer);
        }
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
