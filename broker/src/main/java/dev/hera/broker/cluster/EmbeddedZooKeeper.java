package dev.hera.broker.cluster;

import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/// One ZooKeeper server in this process, for a platform on one machine; data survives a restart.
///
/// The interface it stands on is marked as evolving, so nobody else touches it.
public final class EmbeddedZooKeeper implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private final ZooKeeperServerEmbedded server;
    private final int port;

    private EmbeddedZooKeeper(ZooKeeperServerEmbedded server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts a server on the loopback address.
    ///
    /// @param data kept between starts
    /// @param port where clients connect
    /// @throws ClusterUnwell when it does not start
    public static EmbeddedZooKeeper start(Path data, int port) {
        try {
            Files.createDirectories(data);
            ZooKeeperServerEmbedded server =
                    ZooKeeperServerEmbedded.builder()
                            .baseDir(data)
                            .configuration(configuration(port))
                            .exitHandler(ExitHandler.LOG_ONLY)
                            .build();
            server.start(START.toMillis());
            return new EmbeddedZooKeeper(server, port);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for ZooKeeper at " + data, e);
        } catch (Exception e) {
            throw new ClusterUnwell(
                    "ZooKeeper does not start on port %d with data in %s: %s"
                            .formatted(port, data, e.getMessage()),
                    e);
        }
    }

    private static Properties configuration(int port) {
        Properties properties = new Properties();
        properties.put("clientPort", Integer.toString(port));
        properties.put("clientPortAddress", "127.0.0.1");
        properties.put("admin.enableServer", "false");
        properties.put("4lw.commands.whitelist", "");
        properties.put("tickTime", "1000");
        properties.put("minSessionTimeout", "2000");
        properties.put("maxSessionTimeout", "60000");
        properties.put("maxClientCnxns", "2000");
        properties.put("autopurge.purgeInterval", "1");
        properties.put("autopurge.snapRetainCount", "3");
        return properties;
    }

    /// Where clients connect, `127.0.0.1:port`.
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.close();
    }
}
