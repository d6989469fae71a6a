package dev.hera.broker.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.route.RouterView;
import dev.hera.wire.Vitals;

import java.time.Duration;
import java.util.Locale;

/// The routing table as JSON: `{version, broker, endpoints: [{endpoint, role, paceMs, panic,
/// places: [{worker, share, inFlight, errors, limits}]}], workers: [{worker, …, vitals}]}`.
public final class RoutesJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RoutesJson() {}

    static String write(RouterView view, String broker) {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", view.version()).put("broker", broker);
        ArrayNode endpoints = json.putArray("endpoints");
        view.endpoints().forEach(served -> endpoint(endpoints.addObject(), served));
        workers(json.putArray("workers"), view);
        return json.toString();
    }

    static String workers(RouterView view) {
        ArrayNode array = JSON.createArrayNode();
        workers(array, view);
        return array.toString();
    }

    /// Writes the workers.
    public static void workers(ArrayNode array, RouterView view) {
        view.workers().forEach(worker -> worker(array.addObject(), worker));
    }

    private static void endpoint(ObjectNode json, RouterView.Served served) {
        json.put("endpoint", served.endpoint().name());
        json.put("role", served.role().name().toLowerCase(Locale.ROOT));
        json.put("record", served.endpoint().record().name().toLowerCase(Locale.ROOT));
        json.put("idempotent", served.endpoint().idempotent());
        json.put("timeoutMs", served.endpoint().timeout().toMillis());
        json.put("paceMs", millis(served.pace()));
        json.put("panic", served.panic()).put("preference", served.preference());
        places(json.putArray("places"), served);
        served.departed().forEach(json.putArray("departed")::add);
    }

    /// Writes the workers of one endpoint.
    public static void places(ArrayNode places, RouterView.Served served) {
        for (RouterView.Place place : served.places()) {
            ObjectNode one = places.addObject();
            one.put("worker", place.worker()).put("share", place.chance());
            one.put("inFlight", place.running()).put("errors", place.errors());
            place.limits().forEach(one.withArray("/limits")::add);
        }
    }

    private static void worker(ObjectNode json, RouterView.Connected worker) {
        json.put("worker", worker.worker()).put("service", worker.service());
        json.put("instance", worker.instance()).put("version", worker.version());
        json.put("role", worker.role().name().toLowerCase(Locale.ROOT));
        json.put("state", worker.state());
        json.put("inFlight", worker.own()).put("inFlightOthers", worker.others());
        json.put("pingMs", millis(worker.ping()));
        Vitals vitals = worker.vitals();
        Duration age = worker.reportAge();
        if (vitals != null && age != null) {
            ObjectNode report = json.putObject("vitals");
            report.put("ageMs", age.toMillis()).put("cpu", vitals.cpu());
            report.put("cpuHost", vitals.cpuHost()).put("rss", vitals.rss());
            report.put("memoryLimit", vitals.memoryLimit()).put("memoryUse", vitals.memoryUse());
            report.put("inFlight", vitals.inFlight()).put("uptimeMs", vitals.uptimeMs());
        }
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
