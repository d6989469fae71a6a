package dev.hera.wire;

import java.util.Optional;

/// Writes and reads the JSON of a broker's ZooKeeper node, at most 1 KiB; strict, it is input.
public final class BrokerNodeCodec {
    private BrokerNodeCodec() {}

    /// The node's data.
    public static byte[] write(BrokerNode node) {
        throw new UnsupportedOperationException("coming: " + node);
    }

    /// The node, or empty when the data is none.
    public static Optional<BrokerNode> read(byte[] data) {
        throw new UnsupportedOperationException("coming: " + data.length);
    }
}
