package dev.hera.wire.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A running Hera in this process: one ZooKeeper and some brokers on free ports of the loopback
/// address.
public interface LocalHera extends AutoCloseable {
    /// Where a worker finds the brokers, `127.0.0.1:port`.
    String zookeeper();

    /// A secret that any service of any name may prove itself with.
    ///
    /// @param service the service's name
    String secretFor(String service);

    /// A token that may call everything.
    String token();

    /// Where callers go, one address a broker.
    List<URI> brokers();

    /// Stops everything, the brokers first.
    @Override
    void close();

    /// Starts one; the broker's jar offers it as a service.
    interface Starter {
        /// Starts a ZooKeeper and this many brokers.
        ///
        /// @param data an empty folder that nobody else uses
        LocalHera start(int brokers, Path data);
    }
}
