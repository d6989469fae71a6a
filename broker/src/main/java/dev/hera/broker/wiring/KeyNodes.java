package dev.hera.broker.wiring;

import dev.hera.broker.access.CredentialCodec;
import dev.hera.broker.access.NewToken;
import dev.hera.broker.access.NewWorkerSecret;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Token;
import dev.hera.broker.admin.page.Keys;
import dev.hera.broker.cluster.Cluster;
import dev.hera.broker.cluster.ClusterUnwell;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// Makes keys and takes them back, where all brokers hear of it; any thread, which waits for
/// ZooKeeper.
final class KeyNodes {
    private final Cluster cluster;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    KeyNodes(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /// The text of a new token, to show once.
    String makeToken(String id, List<Scope> scopes) {
        NewToken made = NewToken.make(id, scopes, clock.instant(), random);
        put(cluster.paths().token(id), CredentialCodec.write(made.token()));
        return made.reveal();
    }

    /// The text of a new secret, to show once; an old one of the service ends.
    String makeSecret(String service, Keys.Allowed allowed) {
        NewWorkerSecret made =
                NewWorkerSecret.make(service, allowed.announce(), allowed.call(), random);
        put(cluster.paths().worker(service), CredentialCodec.write(made.credential()));
        return made.reveal();
    }

    /// Marks a token as taken back: records can still name it.
    void revoke(Token token) {
        byte[] text = CredentialCodec.write(token.revokedAt(clock.instant()));
        put(cluster.paths().token(token.id()), text);
    }

    /// Takes the secret of a service away.
    void revokeSecret(String service) {
        try {
            cluster.delete(cluster.paths().worker(service));
        } catch (ClusterUnwell e) {
            throw new Keys.Unwell(Operating.AWAY, e);
        }
    }

    private void put(String path, byte[] text) {
        try {
            cluster.put(path, text);
        } catch (ClusterUnwell e) {
            throw new Keys.Unwell(Operating.AWAY, e);
        }
    }
}
