package dev.hera.wire.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Twelve bits in a call's id that say which broker made it, and so which one has its record.
///
/// They stand where UUIDs of version 7 have `rand_a`: the last three hexadecimal digits of the
/// third group. Two brokers may share a mark; whoever asks by mark asks both.
public final class BrokerMark {
    /// Every bit that a mark may have.
    public static final int BITS = 0xfff;

    private BrokerMark() {}

    /// The mark of a broker: the first twelve bits of the SHA-256 of its id.
    public static int of(String broker) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(broker.getBytes(StandardCharsets.UTF_8));
            return (hash[0] & 0xff) << 4 | (hash[1] & 0xff) >>> 4;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The mark in a call's id.
    public static int in(UUID call) {
        return (int) (call.getMostSignificantBits() & BITS);
    }
}
