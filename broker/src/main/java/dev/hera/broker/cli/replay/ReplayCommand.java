package dev.hera.broker.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.cli.terminal.BrokerOption;
import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.cli.terminal.KeeperOption;
import dev.hera.broker.cli.terminal.Printed;
import dev.hera.broker.journal.filter.FilterReader;
import dev.hera.broker.journal.filter.Misread;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/// `hera replay`: plans, starts, steers and reports replays of one broker.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "replay",
        description = "Sends recorded calls again.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ops/hera replay plan 'endpoint:\"POST /0/echo\" status:5xx after:10m' --rate 20",
            "  ops/hera replay plan 'after:1h' --target candidate --flag compare",
            "  ops/hera replay plan 'after:1h' --target candidate --hermetic",
            "  ops/hera replay start 019aa7c2-… --follow",
            "  ops/hera replay rate 019aa7c2-… --rate 50",
            "  ops/hera replay report 019aa7c2-…",
            "  ops/hera replay calls 019aa7c2-…"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final String PATH = "/_hera/api/replays";
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{36}");

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private KeeperOption keeper = new KeeperOption();
    @Mixin private Printed printed = new Printed();

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description =
                    "plan, start, pause, resume, rate, cancel, report, calls (which was sent for"
                            + " which, and how it ended) or list")
    private String action = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FILTER|ID",
            description = "plan: which calls, as for calls list; otherwise which replay")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--call",
            paramLabel = "UUID",
            description = "plan: these calls and no filter; may be repeated")
    private List<String> calls = new ArrayList<>();

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            defaultValue = "live",
            description = "live, candidate, or a worker's id (${DEFAULT-VALUE})")
    private String target = "live";

    @Option(
            names = "--rate",
            paramLabel = "CALLS",
            description = "calls a second; 0 for as fast as there is room beside live calls")
    private @Nullable Double rate;

    @Option(names = "--in-flight", paramLabel = "CALLS", description = "most under way at a time")
    private @Nullable Integer inFlight;

    @Option(
            names = "--flag",
            paramLabel = "FLAG",
            description =
                    "effects: run again what may have run; masked: send masks for secrets; again:"
                            + " send what was replayed before; compare: report differences;"
                            + " hermetic: run nothing that handlers call")
    private List<String> flags = new ArrayList<>();

    @Option(
            names = "--hermetic",
            description = "plan: what handlers call is answered from the record, not run")
    private boolean hermetic;

    @Option(
            names = "--ignore",
            paramLabel = "PATH",
            description = "a JSON path whose differences do not count; may be repeated")
    private List<String> ignore = new ArrayList<>();

    @Option(
            names = "--header",
            paramLabel = "NAME",
            description = "an answer's header that is compared too; may be repeated")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--follow", description = "start, resume, report: until it is over")
    private boolean follow;

    /// Made by picocli.
    ReplayCommand() {}

    @Override
    public Integer call() {
        JsonNode answer = answer();
        if (follow && answer.has("id")) {
            answer = followed(answer);
        }
        List<List<String>> rows =
                switch (action) {
                    case "list" -> KeeperOption.rows(answer, Reports::list);
                    case "calls" -> Reports.calls(answer);
                    default -> Reports.one(answer);
                };
        printed.show(out(), answer, rows);
        return 0;
    }

    private JsonNode answer() {
        return switch (action) {
            case "list" -> broker.ask("GET", keeper.path(PATH));
            case "plan" -> broker.tell("POST", keeper.path(PATH), plan());
            case "report" -> broker.ask("GET", path());
            case "calls" -> calls();
            case "rate" -> broker.tell("POST", path() + "/rate", pace());
            case "start", "pause", "resume", "cancel" ->
                    broker.tell("POST", path() + '/' + action, "");
            default ->
                    throw new Failure(
                            "replay \"%s\"; there are plan, start, pause, resume, rate, cancel,"
                                            .formatted(action)
                                    + " report, calls, list");
        };
    }

    private String path() {
        if (words.isEmpty()) {
            throw new Failure("replay " + action + " needs the id of a replay; see replay list");
        }
        String id = String.join(" ", words);
        if (!ID.matcher(id).matches()) {
            throw new Failure("\"" + id + "\" is no id of a replay; see replay list");
        }
        return path(id);
    }

    /// Every call of a replay that was sent, page by page.
    private JsonNode calls() {
        ObjectNode all = new ObjectMapper().createObjectNode();
        ArrayNode calls = all.putArray("calls");
        int next = 0;
        do {
            JsonNode page = broker.ask("GET", path() + "/calls?from=" + next);
            page.path("calls").forEach(calls::add);
            next = page.path("next").asInt();
        } while (next > 0);
        return all;
    }

    /// The filter, when it can be read; where it cannot, a caret says.
    private String filter() {
        String text = String.join(" ", words);
        if (FilterReader.read(text, Instant.now()) instanceof Misread misread) {
            String[] lines = misread.toString().split("\n", -1);
            spec.commandLine().getErr().println(lines[1]);
            spec.commandLine().getErr().println(lines[2]);
            throw new Failure(lines[0]);
        }
        return text;
    }

    private String pace() {
        if (rate == null) {
            throw new Failure("replay rate needs --rate");
        }
        return new ObjectMapper().createObjectNode().put("perSecond", rate).toString();
    }

    private String plan() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("filter", words.isEmpty() ? "" : filter()).put("target", target);
        json.put("perSecond", rate == null ? 0 : rate);
        if (inFlight != null) {
            json.put("inFlight", inFlight);
        }
        put(json.putArray("ids"), calls);
        ArrayNode allowed = json.putArray("flags");
        put(allowed, flags);
        if (hermetic) {
            allowed.add("hermetic");
        }
        put(json.putArray("ignore"), ignore);
        put(json.putArray("headers"), headers);
        return json.toString();
    }

    private static void put(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    /// Looks until it is over; on a terminal one line shows how it goes.
    private JsonNode followed(JsonNode first) {
        boolean shown =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        PrintWriter terminal = shown ? spec.commandLine().getErr() : null;
        String path = path(first.path("id").asText());
        try {
            return new Follower(broker, path, terminal).follow(first);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return first;
        }
    }

    private String path(String replay) {
        return keeper.path(PATH + '/' + replay);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
