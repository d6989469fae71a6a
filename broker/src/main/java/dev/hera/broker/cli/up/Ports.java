package dev.hera.broker.cli.up;

import dev.hera.broker.cli.terminal.Failure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// The ports of one platform, all shifted alike.
///
/// @param offset added to each
record Ports(int offset) {
    private static final int HIGHEST = 9299;

    Ports {
        if (offset < -2000 || offset + HIGHEST > 65_535) {
            throw new Failure(
                    "--offset is %d; allowed is -2000..%d".formatted(offset, 65_535 - HIGHEST));
        }
    }

    int haproxy() {
        return 8080 + offset;
    }

    int haproxyStats() {
        return 8404 + offset;
    }

    int zookeeper() {
        return 2181 + offset;
    }

    int callers(int broker) {
        return 9100 + broker + offset;
    }

    int links(int broker) {
        return 9200 + broker + offset;
    }

    /// Refuses to start when somebody else has one of the ports.
    ///
    /// @throws Failure naming the port and the setting
    void check(Wanted wanted) {
        check(zookeeper(), "ZooKeeper");
        for (int broker = 1; broker <= wanted.brokers(); broker++) {
            check(callers(broker), "callers of broker-" + broker);
            check(links(broker), "workers and operators of broker-" + broker);
        }
        if (wanted.haproxy()) {
            check(haproxy(), "HAProxy");
            check(haproxyStats(), "HAProxy's statistics");
        }
    }

    private void check(int port, String what) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new Failure(
                    "port %d for %s is taken (%s); --offset, now %d, shifts all ports"
                            .formatted(port, what, e.getMessage(), offset));
        }
    }
}
