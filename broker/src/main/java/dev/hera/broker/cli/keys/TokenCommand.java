package dev.hera.broker.cli.keys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Token;
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
import java.util.UUID;
import java.util.stream.Collectors;

/// `hera token`: what callers and operators show.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "token",
        description = "Makes, lists and takes back callers' and operators' tokens.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ops/hera token create --id shop --scope 'call POST /0/' --scope read-own",
            "  ops/hera token create --scope admin:read",
            "  ops/hera token revoke shop"
        })
public final class TokenCommand {
    private static final String SCOPES =
            "what it may do, one or more: 'call REACH', 'async REACH', 'replay REACH', read-own,"
                    + " admin:read, admin:write; REACH is *, 'POST /0/', '* /0/' or 'rpc NAME'";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "create",
            description = "Makes a token and shows it, this once.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin ZooKeeperOption zookeeper,
            @Mixin Printed printed,
            @Option(names = "--scope", required = true, paramLabel = "SCOPE", description = SCOPES)
                    List<String> scopes,
            @Option(names = "--id", paramLabel = "ID", description = "its name; else a new one")
                    @Nullable String wanted) {
        List<Scope> parsed = scopes.stream().map(TokenCommand::scope).toList();
        String id = wanted == null ? "t-" + UUID.randomUUID().toString().substring(0, 8) : wanted;
        if (!Names.isId(id)) {
            throw new Failure("--id is \"" + id + "\"; allowed: [A-Za-z0-9_-]{1,64}");
        }
        try (Cluster cluster = zookeeper.connect()) {
            KeyRing ring = new KeyRing(cluster, Clock.systemUTC());
            if (ring.token(id).filter(token -> token.revoked() == null).isPresent()) {
                throw new Failure("there is a token " + id + "; revoke it first, or take another");
            }
            String text = ring.makeToken(id, parsed);
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("id", id).put("token", text);
            printed.show(
                    spec.commandLine().getOut(),
                    json,
                    List.of(List.of("ID", "TOKEN, SHOWN THIS ONCE"), List.of(id, text)));
        }
        return 0;
    }

    private static Scope scope(String text) {
        try {
            return Scope.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Failure("--scope: " + e.getMessage());
        }
    }

    @Command(
            name = "list",
            description = "Lists tokens: what they may do, never their text.",
            mixinStandardHelpOptions = true)
    int list(@Mixin ZooKeeperOption zookeeper, @Mixin Printed printed) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ID", "MADE", "REVOKED", "SCOPES"));
        try (Cluster cluster = zookeeper.connect()) {
            for (Token token : new KeyRing(cluster, Clock.systemUTC()).tokens().values()) {
                String revoked = token.revoked() == null ? "" : token.revoked().toString();
                ObjectNode one = json.addObject();
                one.put("id", token.id()).put("created", token.created().toString());
                one.put("revoked", token.revoked() == null ? null : revoked);
                token.scopes().forEach(scope -> one.withArray("/scopes").add(scope.toString()));
                rows.add(
                        List.of(
                                token.id(),
                                token.created().toString(),
                                revoked.isEmpty() ? "-" : revoked,
                                scopes(token)));
            }
        }
        printed.show(spec.commandLine().getOut(), json, rows);
        return 0;
    }

    private static String scopes(Token token) {
        return token.scopes().stream().map(Scope::toString).collect(Collectors.joining(", "));
    }

    @Command(
            name = "revoke",
            description = "Takes a token back; every broker refuses it within seconds.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin ZooKeeperOption zookeeper,
            @Mixin Printed printed,
            @Parameters(paramLabel = "ID", description = "the token's name") String id) {
        try (Cluster cluster = zookeeper.connect()) {
            String when =
                    String.valueOf(
                            new KeyRing(cluster, Clock.systemUTC()).revokeToken(id).revoked());
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("id", id).put("revoked", when);
            printed.show(
                    spec.commandLine().getOut(),
                    json,
                    List.of(List.of("ID", "REVOKED"), List.of(id, when)));
        }
        return 0;
    }
}
