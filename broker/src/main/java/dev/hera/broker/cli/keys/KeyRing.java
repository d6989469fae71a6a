package dev.hera.broker.cli.keys;

import dev.hera.broker.access.CredentialCodec;
import dev.hera.broker.access.NewToken;
import dev.hera.broker.access.NewWorkerSecret;
import dev.hera.broker.access.Reach;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Token;
import dev.hera.broker.access.WorkerCredential;
import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.cluster.Cluster;
import dev.hera.broker.cluster.SharedTree;
import dev.hera.wire.Names;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The credentials in ZooKeeper; any thread. The connection belongs to who made the ring.
public final class KeyRing {
    private static final int PATIENCE_SECONDS = 10;
    private final Cluster cluster;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /// @param clock for the time that stands in a token
    public KeyRing(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /// Makes a token in place of one with the same id, if there is one.
    ///
    /// @return its text, to show once
    public String makeToken(String id, List<Scope> scopes) {
        NewToken token = NewToken.make(id, scopes, clock.instant(), random);
        cluster.put(cluster.paths().token(id), CredentialCodec.write(token.token()));
        return token.reveal();
    }

    /// The token with this id.
    public Optional<Token> token(String id) {
        return cluster.get(cluster.paths().token(id)).flatMap(CredentialCodec::readToken);
    }

    /// All tokens by id; those that cannot be read are left out.
    public Map<String, Token> tokens() {
        Map<String, Token> tokens = new TreeMap<>();
        children(cluster.paths().tokens())
                .forEach(
                        (id, data) ->
                                CredentialCodec.readToken(data)
                                        .ifPresent(token -> tokens.put(id, token)));
        return tokens;
    }

    /// Takes a token back. It stays in the list, so that records can still name it.
    ///
    /// @throws Failure when there is none
    public Token revokeToken(String id) {
        Token revoked =
                token(checked(id))
                        .orElseThrow(() -> new Failure("there is no token " + id))
                        .revokedAt(clock.instant());
        cluster.put(cluster.paths().token(id), CredentialCodec.write(revoked));
        return revoked;
    }

    /// Makes a secret for services, in place of what they had.
    ///
    /// @param allow what their workers may announce
    /// @param calls what their workers may call
    /// @return its text, to show once
    public String makeSecret(List<String> services, List<Reach> allow, List<Reach> calls) {
        NewWorkerSecret secret = NewWorkerSecret.make(services.getFirst(), allow, calls, random);
        for (String service : services) {
            WorkerCredential credential =
                    new WorkerCredential(service, secret.credential().verifier(), allow, calls);
            cluster.put(cluster.paths().worker(service), CredentialCodec.write(credential));
        }
        return secret.reveal();
    }

    /// What is kept of a service's secret.
    public Optional<WorkerCredential> worker(String service) {
        return cluster.get(cluster.paths().worker(service)).flatMap(CredentialCodec::readWorker);
    }

    /// All services by name; those that cannot be read are left out.
    public Map<String, WorkerCredential> workers() {
        Map<String, WorkerCredential> workers = new TreeMap<>();
        children(cluster.paths().workers())
                .forEach(
                        (service, data) ->
                                CredentialCodec.readWorker(data)
                                        .ifPresent(worker -> workers.put(service, worker)));
        return workers;
    }

    /// Takes a service's secret back: its workers are not let in again.
    ///
    /// @throws Failure when it has none
    public void revokeWorker(String service) {
        if (!cluster.delete(cluster.paths().worker(checked(service)))) {
            throw new Failure("there is no worker secret " + service);
        }
    }

    private static String checked(String id) {
        if (!Names.isId(id)) {
            throw new Failure("\"" + id + "\" is no id; allowed: [A-Za-z0-9_-]{1,64}");
        }
        return id;
    }

    private Map<String, byte[]> children(String path) {
        CompletableFuture<Map<String, byte[]>> first = new CompletableFuture<>();
        try (SharedTree _ = cluster.watch(path, first::complete)) {
            return first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        } catch (ExecutionException | TimeoutException _) {
            throw new Failure("ZooKeeper did not list " + path + " in time");
        }
    }
}
