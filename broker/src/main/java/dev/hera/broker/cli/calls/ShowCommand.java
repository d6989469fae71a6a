package dev.hera.broker.cli.calls;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.call.CallId;
import dev.hera.broker.cli.terminal.BrokerOption;
import dev.hera.broker.cli.terminal.Printed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `hera calls show UUID`: one call, whole.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "show",
        description = "Shows one call whole: attempts, timing, the routing decision, the end.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ops/hera calls show 0199e4c1-7f3a-7abc-8def-0123456789ab",
            "  ops/hera calls show 0199e4c1-7f3a-7abc-8def-0123456789ab --json"
        })
final class ShowCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private Printed printed = new Printed();

    @Parameters(paramLabel = "UUID", description = "the call's id, as X-Request-UUID said it")
    private String uuid = "";

    @Override
    public Integer call() {
        String id =
                CallId.parse(uuid)
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                spec.commandLine(),
                                                "\"" + uuid + "\" is no id of a call"))
                        .toString();
        JsonNode call = broker.ask("GET", "/_hera/api/calls/" + id);
        printed.show(spec.commandLine().getOut(), call, rows(call));
        return 0;
    }

    /// Name and value, from the question to the end; what is not there is left out.
    static List<List<String>> rows(JsonNode call) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CALL", call.path("uuid").asText()));
        fields(rows, call, "", "state", "outcome", "status", "broker");
        JsonNode request = call.path("request");
        fields(rows, request, "", "endpoint", "method", "path", "query", "caller", "grant");
        fields(rows, request, "", "origin", "receivedAt", "record", "patienceMs");
        fields(rows, request, "", "root", "parent", "idempotencyKey");
        each(rows, "header", request.path("headers"));
        fields(rows, request, "", "contentType", "bodyBytes", "body", "bodyBase64", "bodySha256");
        for (JsonNode attempt : call.path("attempts")) {
            String number = "attempt " + attempt.path("number").asText() + " ";
            fields(rows, attempt, number, "worker", "outcome", "sentAt", "tookMs", "workerMs");
            fields(rows, attempt, number, "decision");
        }
        fields(rows, call, "", "candidates");
        JsonNode response = call.path("response");
        fields(rows, response, "response ", "endedAt", "worker", "kind", "detail");
        each(rows, "response header", response.path("headers"));
        fields(rows, response, "response ", "contentType", "bodyBytes", "body", "bodyBase64");
        fields(rows, response, "response ", "bodySha256");
        JsonNode ledger = call.path("ledgerMs");
        fields(rows, ledger, "ms ", "journal", "queue", "wire", "worker", "broker", "total");
        fields(rows, call.path("settled"), "settled ", "action", "at", "by", "note");
        fields(rows, call, "", "undelivered");
        return rows;
    }

    private static void fields(
            List<List<String>> rows, JsonNode from, String prefix, String... names) {
        for (String name : names) {
            JsonNode value = from.path(name);
            String text = text(value);
            if (!text.isEmpty()) {
                rows.add(List.of(prefix + name, text));
            }
        }
    }

    private static void each(List<List<String>> rows, String prefix, JsonNode members) {
        members.properties()
                .forEach(
                        one ->
                                rows.add(
                                        List.of(
                                                prefix + ' ' + one.getKey(),
                                                text(one.getValue()))));
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isDouble()) {
            return String.format(Locale.ROOT, "%.3f", value.asDouble());
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
