package dev.hera.broker.admin.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.admin.RoutesJson;
import dev.hera.broker.route.RouterView;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// This broker's routing table in short as JSON: `{version, broker, endpoints: [{endpoint, role,
/// paceMs, panic, preference, workers, ready, inFlight, errors, limits, departed, places?}],
/// workers}`; `places` and `workers` as in [RoutesJson]. One thread at a time.
public final class OwnTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A platform with no more places than this is shown whole.
    private static final int FEW = 100;

    private final String broker;
    private final LongSupplier version;
    private final Supplier<RouterView> summary;
    private final Function<Set<String>, List<RouterView.Served>> served;
    private RouterView seen = new RouterView(0, List.of(), List.of());

    /// @param broker this broker's id
    /// @param version counts membership changes
    /// @param summary looks at the table
    /// @param served looks at these endpoints, worker by worker
    public OwnTable(
            String broker,
            LongSupplier version,
            Supplier<RouterView> summary,
            Function<Set<String>, List<RouterView.Served>> served) {
        this.broker = broker;
        this.version = version;
        this.summary = summary;
        this.served = served;
    }

    String broker() {
        return broker;
    }

    long version() {
        return version.getAsLong();
    }

    /// Looks anew.
    void look() {
        seen = summary.get();
    }

    /// What was seen last, with the workers of these endpoints as they are now.
    ObjectNode show(Set<String> open) {
        int places = seen.endpoints().stream().mapToInt(e -> e.standing().workers()).sum();
        List<RouterView.Served> whole = served.apply(places <= FEW ? all() : open);
        ObjectNode json = JSON.createObjectNode();
        json.put("version", seen.version()).put("broker", broker).put("places", places);
        ArrayNode endpoints = json.putArray("endpoints");
        for (RouterView.Served one : seen.endpoints()) {
            ObjectNode row = endpoints.addObject();
            endpoint(row, one);
            whole.stream()
                    .filter(worker -> worker.endpoint().name().equals(one.endpoint().name()))
                    .filter(worker -> worker.role() == one.role())
                    .forEach(worker -> RoutesJson.places(row.putArray("places"), worker));
        }
        RoutesJson.workers(json.putArray("workers"), seen);
        return json;
    }

    private Set<String> all() {
        Set<String> names = new HashSet<>();
        seen.endpoints().forEach(one -> names.add(one.endpoint().name()));
        return names;
    }

    private static void endpoint(ObjectNode json, RouterView.Served served) {
        RouterView.Standing standing = served.standing();
        json.put("endpoint", served.endpoint().name());
        json.put("role", served.role().name().toLowerCase(Locale.ROOT));
        json.put("paceMs", served.pace().toNanos() / 1e6).put("panic", served.panic());
        json.put("preference", served.preference());
        json.put("workers", standing.workers()).put("ready", standing.ready());
        json.put("inFlight", standing.running()).put("errors", standing.errors());
        standing.limits().forEach(json.putArray("limits")::add);
        served.departed().forEach(json.putArray("departed")::add);
    }
}
