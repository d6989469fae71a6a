package dev.hera.broker.cli.keys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.access.Reach;
import dev.hera.broker.access.WorkerCredential;
import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.cli.terminal.Printed;
import dev.hera.broker.cli.terminal.ZooKeeperOption;
import dev.hera.broker.cluster.Cluster;
import dev.hera.wire.Names;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// `hera worker-secret`: what workers prove that they know.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "worker-secret",
        description = "Makes, lists and takes back services' secrets.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ops/hera worker-secret create stock --allow '* /0/stock' --allow 'rpc stock.*'",
            "  ops/hera worker-secret list --json",
            "  ops/hera worker-secret revoke stock"
        })
public final class WorkerSecretCommand {
    private static final String REACH = "REACH";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "create",
            description = "Makes a service's secret and shows it, this once; an old one ends.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin ZooKeeperOption zookeeper,
            @Mixin Printed printed,
            @Parameters(paramLabel = "NAME", description = "the service") String name,
            @Option(
                            names = "--allow",
                            required = true,
                            arity = "1..*",
                            paramLabel = REACH,
                            description =
                                    "endpoints that its workers may announce, one or more: *,"
                                            + " 'POST /0/stock', '* /0/', 'rpc NAME'")
                    List<String> allow,
            @Option(
                            names = "--calls",
                            arity = "1..*",
                            paramLabel = REACH,
                            description = "endpoints that its workers may call; else none")
                    @Nullable List<String> calls) {
        if (!Names.isId(name)) {
            throw new Failure("\"" + name + "\" is no service; allowed: [A-Za-z0-9_-]{1,64}");
        }
        List<Reach> mayAnnounce = reaches("--allow", allow);
        List<Reach> mayCall = reaches("--calls", Objects.requireNonNullElse(calls, List.of()));
        try (Cluster cluster = zookeeper.connect()) {
            String text =
                    new KeyRing(cluster, Clock.systemUTC())
                            .makeSecret(List.of(name), mayAnnounce, mayCall);
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("service", name).put("secret", text);
            printed.show(
                    spec.commandLine().getOut(),
                    json,
                    List.of(List.of("SERVICE", "SECRET, SHOWN THIS ONCE"), List.of(name, text)));
        }
        return 0;
    }

    private static List<Reach> reaches(String option, List<String> texts) {
        try {
            return texts.stream().map(Reach::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new Failure(option + ": " + e.getMessage());
        }
    }

    @Command(
            name = "list",
            description = "Lists services and what their workers may do.",
            mixinStandardHelpOptions = true)
    int list(@Mixin ZooKeeperOption zookeeper, @Mixin Printed printed) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SERVICE", "MAY ANNOUNCE", "MAY CALL"));
        try (Cluster cluster = zookeeper.connect()) {
            KeyRing ring = new KeyRing(cluster, Clock.systemUTC());
            for (WorkerCredential worker : ring.workers().values()) {
                ObjectNode one = json.addObject().put("service", worker.service());
                ArrayNode allow = one.putArray("allow");
                worker.allow().forEach(reach -> allow.add(reach.toString()));
                ArrayNode calls = one.putArray("calls");
                worker.calls().forEach(reach -> calls.add(reach.toString()));
                rows.add(List.of(worker.service(), texts(worker.allow()), texts(worker.calls())));
            }
        }
        printed.show(spec.commandLine().getOut(), json, rows);
        return 0;
    }

    private static String texts(List<Reach> reaches) {
        return reaches.isEmpty()
                ? "-"
                : reaches.stream().map(Reach::toString).collect(Collectors.joining(", "));
    }

    @Command(
            name = "revoke",
            description = "Takes a service's secret back: its workers are let in no more.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin ZooKeeperOption zookeeper,
            @Mixin Printed printed,
            @Parameters(paramLabel = "NAME", description = "the service") String name) {
        try (Cluster cluster = zookeeper.connect()) {
            new KeyRing(cluster, Clock.systemUTC()).revokeWorker(name);
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("service", name);
            printed.show(
                    spec.commandLine().getOut(),
                    json.put("revoked", true),
                    List.of(List.of("SERVICE"), List.of(name + ", revoked")));
        }
        return 0;
    }
}
