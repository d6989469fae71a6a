package dev.hera.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.cli.terminal.BrokerOption;
import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.cli.terminal.Printed;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// `hera routes`: which endpoints a broker knows and who serves them.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "routes",
        description = "Shows which endpoints a broker knows and which workers serve them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ops/hera routes",
            "  ops/hera routes --explain 'GET /0/metrics-api'",
            "  ops/hera routes --at 2026-11-21T03:00:00Z",
            "  ops/hera routes --json --broker http://127.0.0.1:9202"
        })
final class RoutesCommand implements Callable<Integer> {
    private static final String NONE = "-";

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private Printed printed = new Printed();

    @Option(
            names = "--explain",
            paramLabel = "ENDPOINT",
            description =
                    "one endpoint: what is known of each worker, and who would get a call now")
    private @Nullable String explained;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "the table as it stood then, as far back as the broker remembers")
    private @Nullable String at;

    @Override
    public Integer call() {
        if (at != null) {
            String then = URLEncoder.encode(at, StandardCharsets.UTF_8);
            JsonNode past = broker.ask("GET", "/_hera/api/routes?at=" + then);
            printed.show(spec.commandLine().getOut(), past, past(past));
            return 0;
        }
        JsonNode routes = broker.ask("GET", "/_hera/api/routes");
        if (explained == null) {
            printed.show(spec.commandLine().getOut(), routes, overview(routes));
        } else {
            JsonNode departed = endpoint(routes, explained).path("departed");
            String name = URLEncoder.encode(explained, StandardCharsets.UTF_8);
            JsonNode one = broker.ask("GET", "/_hera/api/routes/explain?endpoint=" + name);
            printed.show(spec.commandLine().getOut(), one, explanation(one, departed));
        }
        return 0;
    }

    static List<List<String>> past(JsonNode routes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ENDPOINT", "ROLE", "WORKER", "STATE"));
        for (JsonNode endpoint : routes.path("endpoints")) {
            for (JsonNode place : endpoint.path("places")) {
                rows.add(
                        List.of(
                                endpoint.path("endpoint").asText(),
                                endpoint.path("role").asText(),
                                place.path("worker").asText(),
                                place.path("state").asText()));
            }
        }
        return rows;
    }

    static List<List<String>> overview(JsonNode routes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ENDPOINT", "ROLE", "WORKERS", "IN FLIGHT", "PACE"));
        for (JsonNode endpoint : routes.path("endpoints")) {
            JsonNode places = endpoint.path("places");
            rows.add(
                    List.of(
                            endpoint.path("endpoint").asText(),
                            endpoint.path("role").asText(),
                            Integer.toString(places.size()),
                            Integer.toString(
                                    stream(places).mapToInt(p -> p.path("inFlight").asInt()).sum()),
                            millis(endpoint.path("paceMs").asDouble())));
        }
        return rows;
    }

    static List<List<String>> explanation(JsonNode one, JsonNode departed) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("WORKER", "SHARE", "COST", "OWN", "OTHERS", "WEIGHED BY", "A CALL NOW"));
        for (JsonNode worker : one.path("workers")) {
            JsonNode queue = worker.path("queue");
            String limits =
                    stream(worker.path("limits"))
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(", "));
            rows.add(
                    List.of(
                            worker.path("worker").asText(),
                            percent(worker.path("share").asDouble()),
                            String.format(Locale.ROOT, "%.3f", queue.path("cost").asDouble()),
                            queue.path("own").asText(),
                            queue.path("others").asText(),
                            limits.isEmpty() ? NONE : limits,
                            worker.path("why").asText()));
        }
        for (JsonNode gone : departed) {
            rows.add(List.of(gone.asText(), NONE, NONE, NONE, NONE, NONE, "not connected"));
        }
        return rows;
    }

    private static JsonNode endpoint(JsonNode routes, String name) {
        return stream(routes.path("endpoints"))
                .filter(endpoint -> endpoint.path("endpoint").asText().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Failure(
                                        "no worker announced \"%s\"; `routes` lists what there is"
                                                .formatted(name)));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
