package dev.hera.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.cli.terminal.BrokerOption;
import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.cli.terminal.KeeperOption;
import dev.hera.broker.cli.terminal.Printed;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

/// `hera accepted`: calls that one broker has confirmed and not yet delivered, and what to do.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "accepted",
        description = "Shows and steers the accepted calls of one broker.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ops/hera accepted list",
            "  ops/hera accepted list --everywhere",
            "  ops/hera accepted pause 'POST /0/leads' --at broker-2",
            "  ops/hera accepted list 'POST /0/leads'",
            "  ops/hera accepted pause 'POST /0/leads'",
            "  ops/hera accepted rate 'POST /0/leads' --per-second 20",
            "  ops/hera accepted send 'POST /0/leads' --state parked",
            "  ops/hera accepted forget 'POST /0/leads' --uuid 019aa7c2-…",
            "  ops/hera accepted shadows 'POST /0/leads'",
            "  ops/hera accepted promote 'POST /0/leads'"
        })
final class AcceptedCommand implements Callable<Integer> {
    private static final String PATH = "/_hera/api/accepted";
    private static final Set<String> ACTIONS =
            Set.of("pause", "resume", "rate", "send", "forget", "promote", "demote");

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private KeeperOption keeper = new KeeperOption();
    @Mixin private Printed printed = new Printed();

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description = "list, shadows, pause, resume, rate, send, forget, promote or demote")
    private String action = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ENDPOINT",
            description = "as announced; `list` without one shows all")
    private @Nullable String endpoint;

    @Option(names = "--per-second", paramLabel = "RATE", description = "`usual` or a number")
    private @Nullable String rate;

    @Option(names = "--state", paramLabel = "STATE", description = "parked or quarantined")
    private @Nullable String state;

    @Option(names = "--uuid", paramLabel = "UUID", description = "this call alone")
    private @Nullable String uuid;

    @Override
    public Integer call() {
        if (action.equals("list")) {
            list();
            return 0;
        }
        if (action.equals("shadows")) {
            JsonNode all = broker.ask("GET", keeper.path(PATH));
            show(all, KeeperOption.rows(all, one -> ShadowRows.of(one, endpoint)));
            return 0;
        }
        if (!ACTIONS.contains(action) || endpoint == null) {
            throw new Failure(
                    "say what to do: list or shadows [ENDPOINT], or " + ACTIONS + " ENDPOINT");
        }
        ObjectNode wanted = new ObjectMapper().createObjectNode().put("endpoint", endpoint);
        if (action.equals("rate")) {
            wanted.set("perSecond", perSecond(wanted));
        }
        if (state != null) {
            wanted.put("state", state);
        }
        if (uuid != null) {
            wanted.put("uuid", uuid);
        }
        JsonNode done = broker.tell("POST", keeper.path(PATH + '/' + action), wanted.toString());
        show(done, List.of(List.of(action, done.toString())));
        return 0;
    }

    private void show(JsonNode json, List<List<String>> rows) {
        printed.show(spec.commandLine().getOut(), json, rows);
    }

    private JsonNode perSecond(ObjectNode node) {
        if (rate == null) {
            throw new Failure("rate needs --per-second, a number or `usual`");
        }
        try {
            return rate.equals("usual")
                    ? node.nullNode()
                    : node.numberNode(Double.parseDouble(rate));
        } catch (NumberFormatException _) {
            throw new Failure("--per-second is \"" + rate + "\"; allowed is a number or `usual`");
        }
    }

    private void list() {
        if (endpoint == null) {
            JsonNode all = broker.ask("GET", keeper.path(PATH));
            show(all, KeeperOption.rows(all, AcceptedCommand::overview));
            return;
        }
        String query = URLEncoder.encode(endpoint, StandardCharsets.UTF_8);
        JsonNode one = broker.ask("GET", keeper.path(PATH + "/calls?endpoint=" + query));
        show(one, calls(one));
    }

    static List<List<String>> overview(JsonNode accepted) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "ENDPOINT",
                        "PENDING",
                        "OLDEST",
                        "RATE",
                        "DRAINED",
                        "PARKED",
                        "QUARANTINED",
                        "STATE"));
        for (JsonNode one : accepted.path("endpoints")) {
            String state = one.path("stalled").asBoolean() ? "no worker" : "running";
            rows.add(
                    List.of(
                            one.path("endpoint").asText(),
                            one.path("pending").asText(),
                            one.path("oldestSeconds").asText() + " s",
                            perSecond(one.path("perSecond")),
                            perSecond(one.path("drainedPerSecond")),
                            one.path("parked").asText(),
                            one.path("quarantined").asText(),
                            one.path("paused").asBoolean() ? "paused" : state));
        }
        return rows;
    }

    private static String perSecond(JsonNode rate) {
        return String.format(Locale.ROOT, "%.1f/s", rate.asDouble());
    }

    static List<List<String>> calls(JsonNode accepted) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("UUID", "STATE", "ATTEMPTS", "ACCEPTED", "WHY"));
        for (JsonNode call : accepted.path("calls")) {
            rows.add(
                    List.of(
                            call.path("uuid").asText(),
                            call.path("state").asText(),
                            call.path("attempts").asText(),
                            call.path("acceptedAt").asText(),
                            call.path("why").asText()));
        }
        return rows;
    }
}
