package dev.hera.broker.replay;

import dev.hera.broker.call.CallId;
import dev.hera.wire.id.BrokerMark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/// The ids under which the calls of a replay are sent: each follows from the replay, the original
/// and the purpose alone, so that it is the same whenever it is asked for.
///
/// Their times go up with the calls' places, ten to a millisecond, so that they sort like the calls
/// and never all fall on one instant.
///
/// @param replay id of the replay
/// @param startedAt when it was started
/// @param broker the broker that runs it
record Twins(String replay, Instant startedAt, String broker) {
    private static final int A_MILLISECOND = 10;

    /// The id of the call that is sent for this one.
    ///
    /// @param purpose empty for the replay itself; another word for what is sent to compare
    CallId of(int place, CallId original, String purpose) {
        Instant at = startedAt.plusMillis(place / A_MILLISECOND);
        long random = hash(original, purpose);
        return CallId.next(at, BrokerMark.of(broker), () -> random);
    }

    private long hash(CallId original, String purpose) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String whole = replay + ' ' + original + ' ' + purpose;
            return ByteBuffer.wrap(digest.digest(whole.getBytes(StandardCharsets.US_ASCII)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
