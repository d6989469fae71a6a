package dev.hera.broker.link;

import java.time.Duration;

/// The limits of worker links.
///
/// @param provenWithin how long a worker may take to prove itself
/// @param pendingHandshakes most workers greeting at once
/// @param handshakesPerSecond how many may begin in a second
/// @param statusEvery how often each worker is asked for its vitals
/// @param suspectAfter silence after which a worker gets no more calls
/// @param deadAfter silence after which its link is cut
/// @param writeWithin how long one write may take
/// @param waitingMessages most messages waiting to leave on one link
/// @param waitingBytes most bytes waiting to leave on one link
/// @param pendingCalls most calls waiting for an answer on one link
/// @param remoteCalls most calls that one worker may have running through us
public record LinkSettings(
        Duration provenWithin,
        int pendingHandshakes,
        int handshakesPerSecond,
        Duration statusEvery,
        Duration suspectAfter,
        Duration deadAfter,
        Duration writeWithin,
        int waitingMessages,
        long waitingBytes,
        int pendingCalls,
        int remoteCalls) {
    /// What a broker uses when nobody says otherwise.
    public static final LinkSettings USUAL =
            new LinkSettings(
                    Duration.ofSeconds(5),
                    100,
                    100,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(5),
                    4096,
                    32L << 20,
                    10_000,
                    256);

    public LinkSettings {
        if (suspectAfter.compareTo(statusEvery) <= 0 || deadAfter.compareTo(suspectAfter) <= 0) {
            throw new IllegalArgumentException(
                    "statusEvery %s, suspectAfter %s, deadAfter %s must grow"
                            .formatted(statusEvery, suspectAfter, deadAfter));
        }
    }

    /// The same with another number of handshakes a second.
    public LinkSettings admitting(int perSecond) {
        return new LinkSettings(
                provenWithin,
                pendingHandshakes,
                perSecond,
                statusEvery,
                suspectAfter,
                deadAfter,
                writeWithin,
                waitingMessages,
                waitingBytes,
                pendingCalls,
                remoteCalls);
    }
}
