package dev.hera.broker.cluster;

import dev.hera.wire.BrokerPaths;

import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Who may do what to our nodes; every node gets its list on its own, ZooKeeper does not inherit.
///
/// Open: anybody who reaches the ensemble may do anything, for one machine or a closed network.
/// Secured: brokers log in with a digest and may do everything, everybody else may only read where
/// the brokers are, which workers need; tokens and credentials are for brokers alone.
public final class Acls {
    private static final List<ACL> READABLE =
            List.of(
                    new ACL(ZooDefs.Perms.ALL, ZooDefs.Ids.AUTH_IDS),
                    new ACL(ZooDefs.Perms.READ, ZooDefs.Ids.ANYONE_ID_UNSAFE));

    private final Optional<String> login;

    private Acls(Optional<String> login) {
        this.login = login;
    }

    /// Anybody may do anything.
    public static Acls open() {
        return new Acls(Optional.empty());
    }

    /// Only who knows this login may write.
    ///
    /// @param login `user:password`
    public static Acls secured(String login) {
        return new Acls(Optional.of(login));
    }

    Optional<byte[]> login() {
        return login.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    static boolean letsAnybodyWrite(ACL list) {
        return list.getId().equals(ZooDefs.Ids.ANYONE_ID_UNSAFE)
                && (list.getPerms() & ~ZooDefs.Perms.READ) != 0;
    }

    List<ACL> of(String path, BrokerPaths paths) {
        if (login.isEmpty()) {
            return ZooDefs.Ids.OPEN_ACL_UNSAFE;
        }
        boolean found = path.equals(paths.root()) || path.startsWith(paths.brokers());
        return found ? READABLE : ZooDefs.Ids.CREATOR_ALL_ACL;
    }
}
