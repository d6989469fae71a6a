package dev.hera.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a broker writes about itself into ZooKeeper; the codec writes and reads it.
///
/// @param id the broker's name, `[A-Za-z0-9_-]{1,64}`
/// @param host where its ports are
/// @param httpPort port for callers
/// @param linkPort port for workers and operators
/// @param protocols what it speaks: `http/1.1`, `hera.v1`
/// @param version the broker's release
/// @param boot made anew on every start
/// @param startedAt when it started
public record BrokerNode(
        String id,
        String host,
        int httpPort,
        int linkPort,
        List<String> protocols,
        String version,
        UUID boot,
        Instant startedAt) {
    public BrokerNode {
        protocols = List.copyOf(protocols);
        if (!Names.isId(id)) {
            throw new IllegalArgumentException("broker id must match [A-Za-z0-9_-]{1,64}: " + id);
        }
        if (!Names.isHost(host)) {
            throw new IllegalArgumentException("not a host name or address: " + host);
        }
        if (httpPort < 1 || httpPort > 65535 || linkPort < 1 || linkPort > 65535) {
            throw new IllegalArgumentException("ports out of range: " + httpPort + ", " + linkPort);
        }
    }

    /// What a worker's proof is bound to: a proof made for one broker is worthless at another.
    public String binding() {
        return id + '|' + boot + '|' + host + ':' + linkPort;
    }
}
