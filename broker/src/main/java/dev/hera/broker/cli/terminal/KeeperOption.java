package dev.hera.broker.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.wire.Names;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Whose accepted calls or replays are meant: each broker keeps its own, and any broker passes on
/// what is wanted of another.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
public final class KeeperOption {
    private static final String API = "/_hera/api/";

    @Option(
            names = "--at",
            paramLabel = "BROKER",
            description = "the broker that keeps them, by its id; else the one that is asked")
    private @Nullable String at;

    @Option(names = "--everywhere", description = "list: those of every broker")
    private boolean everywhere;

    /// The path at the broker that is meant.
    ///
    /// @param path below `/_hera/api/`
    public String path(String path) {
        String own = path.substring(API.length());
        if (everywhere) {
            return API + "everywhere/" + own;
        }
        if (at == null) {
            return path;
        }
        if (!Names.isId(at)) {
            throw new Failure("--at is \"" + at + "\"; brokers are listed by `hera brokers`");
        }
        return API + "at/" + at + '/' + own;
    }

    /// The rows of a list; of several brokers, with the broker in front.
    ///
    /// @param one the rows of one broker's list, with a heading
    public static List<List<String>> rows(
            JsonNode found, Function<JsonNode, List<List<String>>> one) {
        if (!found.has("brokers")) {
            return one.apply(found);
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode broker : found.path("brokers")) {
            String id = broker.path("broker").asText();
            List<List<String>> its = one.apply(broker.path("said"));
            if (rows.isEmpty()) {
                rows.add(with("BROKER", its.getFirst()));
            }
            if (!broker.path("answered").asBoolean()) {
                rows.add(List.of(id, "no answer"));
            }
            its.stream().skip(1).forEach(row -> rows.add(with(id, row)));
        }
        return rows;
    }

    private static List<String> with(String first, List<String> row) {
        List<String> longer = new ArrayList<>(row);
        longer.addFirst(first);
        return longer;
    }
}
