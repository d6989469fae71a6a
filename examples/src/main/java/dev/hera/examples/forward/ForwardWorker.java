package dev.hera.examples.forward;

import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How does an existing REST API become the consumer of accepted calls?
///
/// Settings are environment variables, each checked before anything starts:
/// `FORWARD_TO` (the API's address, `http://host:port/base`), `FORWARD_ENDPOINTS`
/// (`POST /0/orders,PUT /0/orders/{id}`), and where the usual does not fit `FORWARD_RATE` (50 a
/// second), `FORWARD_IN_FLIGHT` (8), `FORWARD_TIMEOUT_SECONDS` (20), `FORWARD_MAX_AGE_HOURS` (72).
public final class ForwardWorker {
    private static final String PREFIX = "FORWARD_";
    private static final List<String> KNOWN =
            List.of("TO", "ENDPOINTS", "RATE", "IN_FLIGHT", "TIMEOUT_SECONDS", "MAX_AGE_HOURS");

    private final Map<String, String> environment;

    private ForwardWorker(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] args) {
        try {
            declareOn(Worker.named("forward"), System.getenv()).start().awaitClose();
        } catch (IllegalArgumentException e) {
            System.err.println("forward: " + e.getMessage());
            System.exit(2);
        }
    }

    /// Declares an endpoint for each that is forwarded.
    ///
    /// @throws IllegalArgumentException naming the setting that is wrong
    static WorkerBuilder declareOn(WorkerBuilder worker, Map<String, String> environment) {
        ForwardWorker settings = new ForwardWorker(environment);
        settings.refuseUnknown();
        Duration timeout = Duration.ofSeconds(settings.number("TIMEOUT_SECONDS", 20, 1, 600));
        Forward forward = new Forward(settings.target(), timeout);
        Accepting accepting =
                Accepting.always()
                        .rate(settings.number("RATE", 50, 1, 100_000))
                        .inFlight(settings.number("IN_FLIGHT", 8, 1, 10_000))
                        .attempts(0)
                        .pauses(Duration.ofSeconds(1), Duration.ofMinutes(2))
                        .maxAge(Duration.ofHours(settings.number("MAX_AGE_HOURS", 72, 1, 8_784)));
        Options options =
                Options.usual().idempotent().timeout(timeout.plusSeconds(5)).accept(accepting);
        for (String endpoint : settings.text("ENDPOINTS").split(",", -1)) {
            String[] words = endpoint.strip().split(" ", -1);
            if (words.length != 2) {
                throw settings.wrong("ENDPOINTS", "METHOD /path, several separated by commas");
            }
            worker.route(words[0], words[1], options, call -> forward.send(words[0], call));
        }
        return worker;
    }

    private void refuseUnknown() {
        for (String name : environment.keySet()) {
            boolean ours = name.startsWith(PREFIX);
            if (ours && !KNOWN.contains(name.substring(PREFIX.length()))) {
                throw new IllegalArgumentException(
                        "unknown setting " + name + "; allowed are " + PREFIX + KNOWN);
            }
        }
    }

    private URI target() {
        try {
            URI target = new URI(text("TO"));
            String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && target.getHost() != null) {
                return target;
            }
        } catch (URISyntaxException e) {
            throw wrong("TO", "an address like http://127.0.0.1:9000/base");
        }
        throw wrong("TO", "an address like http://127.0.0.1:9000/base");
    }

    private String text(String name) {
        String value = environment.get(PREFIX + name);
        if (value == null || value.isBlank()) {
            throw wrong(name, "something");
        }
        return value;
    }

    private int number(String name, int usual, int least, int most) {
        String value = environment.getOrDefault(PREFIX + name, Integer.toString(usual));
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, least + ".." + most);
        }
        throw wrong(name, least + ".." + most);
    }

    private IllegalArgumentException wrong(String name, String allowed) {
        return new IllegalArgumentException(
                "%s%s is \"%s\"; allowed is %s"
                        .formatted(
                                PREFIX,
                                name,
                                environment.getOrDefault(PREFIX + name, ""),
                                allowed));
    }
}
