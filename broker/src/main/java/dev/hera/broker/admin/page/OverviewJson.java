package dev.hera.broker.admin.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.admin.RoutesJson;
import dev.hera.broker.route.RouterView;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The routing table in short as JSON: `{version, broker, endpoints: [{endpoint, role, paceMs,
/// panic, preference, workers, ready, inFlight, errors, limits, departed, places?}], workers}`;
/// `places` and `workers` as in [RoutesJson].
final class OverviewJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A platform with no more places than this is shown whole.
    private static final int FEW = 100;

    private static final int MOST_LIMITS = 3;

    private OverviewJson() {}

    /// @param open endpoints whose workers are wanted
    static String write(RouterView view, String broker, Set<String> open) {
        int places = view.endpoints().stream().mapToInt(served -> served.places().size()).sum();
        ObjectNode json = JSON.createObjectNode();
        json.put("version", view.version()).put("broker", broker).put("places", places);
        ArrayNode endpoints = json.putArray("endpoints");
        for (RouterView.Served served : view.endpoints()) {
            ObjectNode one = endpoints.addObject();
            endpoint(one, served);
            if (places <= FEW || open.contains(served.endpoint().name())) {
                RoutesJson.places(one.putArray("places"), served);
            }
        }
        RoutesJson.workers(json.putArray("workers"), view);
        return json.toString();
    }

    private static void endpoint(ObjectNode json, RouterView.Served served) {
        json.put("endpoint", served.endpoint().name());
        json.put("role", served.role().name().toLowerCase(Locale.ROOT));
        json.put("paceMs", served.pace().toNanos() / 1e6).put("panic", served.panic());
        json.put("preference", served.preference());
        json.put("workers", served.places().size());
        json.put("ready", served.places().stream().filter(place -> place.chance() > 0).count());
        json.put("inFlight", served.places().stream().mapToInt(RouterView.Place::running).sum());
        json.put(
                "errors",
                served.places().stream()
                        .mapToDouble(place -> place.chance() * place.errors())
                        .sum());
        limits(served).forEach(json.putArray("limits")::add);
        served.departed().forEach(json.putArray("departed")::add);
    }

    /// What holds most of its workers back, without the figures: `CPU, at 3`.
    private static List<String> limits(RouterView.Served served) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        served.places()
                .forEach(
                        place ->
                                place.limits().stream()
                                        .map(words -> words.split(":", 2)[0])
                                        .distinct()
                                        .forEach(cause -> counts.merge(cause, 1, Integer::sum)));
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_LIMITS)
                .map(cause -> "%s, at %d".formatted(cause.getKey(), cause.getValue()))
                .toList();
    }
}
