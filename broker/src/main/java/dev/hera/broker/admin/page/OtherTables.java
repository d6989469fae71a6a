package dev.hera.broker.admin.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.admin.fleet.Errand;
import dev.hera.broker.admin.fleet.Neighbours;
import dev.hera.wire.BrokerNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The routing tables of the other brokers, as they said last; any thread.
public final class OtherTables {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Gatekeeper gatekeeper;
    private final Supplier<Map<String, BrokerNode>> brokers;
    private final Neighbours neighbours;
    private final Lookout<Set<String>, Map<String, JsonNode>> lookout;

    /// @param brokers the others, by id
    /// @param nanos the monotonic clock
    public OtherTables(
            Gatekeeper gatekeeper,
            Supplier<Map<String, BrokerNode>> brokers,
            Neighbours neighbours,
            LongSupplier nanos) {
        this.gatekeeper = gatekeeper;
        this.brokers = brokers;
        this.neighbours = neighbours;
        this.lookout = new Lookout<>(nanos, Map.of());
    }

    /// The tables by broker, of about a second ago; a missing node for one that does not answer,
    /// nothing when there are no others.
    ///
    /// @param token who looks, by the token's id
    /// @param open endpoints that are wanted with their workers
    public Map<String, JsonNode> tables(String token, Set<String> open) {
        Pass pass = gatekeeper.pass(token, Scope.Verb.ADMIN_READ);
        if (pass == null || brokers.get().isEmpty()) {
            return Map.of();
        }
        Map<String, JsonNode> heard = lookout.said(open, () -> ask(pass, open));
        return heard.isEmpty() ? silent() : heard;
    }

    /// Nobody has answered so far.
    private Map<String, JsonNode> silent() {
        Map<String, JsonNode> tables = new TreeMap<>();
        brokers.get().keySet().forEach(id -> tables.put(id, MissingNode.getInstance()));
        return tables;
    }

    private Map<String, JsonNode> ask(Pass pass, Set<String> open) {
        String query =
                open.stream()
                        .sorted()
                        .map(name -> "open=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        Errand look = Errand.look(OverviewApi.HERE + (query.isEmpty() ? "" : '?' + query));
        Map<String, BrokerNode> asked = brokers.get();
        Map<String, Errand.Done> done = neighbours.bring(asked.values(), look, pass, PATIENCE);
        Map<String, JsonNode> tables = new TreeMap<>();
        asked.keySet().forEach(id -> tables.put(id, table(done.get(id))));
        return tables;
    }

    private static JsonNode table(Errand.@Nullable Done done) {
        try {
            return done != null && done.status() == 200
                    ? JSON.readTree(done.body())
                    : MissingNode.getInstance();
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }
}
