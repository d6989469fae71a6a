package dev.hera.worker.talk;

import java.time.Duration;

/// How patient a link is.
///
/// @param connect for connecting and the WebSocket handshake together
/// @param greeting for the whole greeting
/// @param write for one message to leave, and for room in the queue
/// @param silence from the last message of a broker until it counts as lost; brokers ask for
///     vitals every 2 s
/// @param stable how long a link must have lasted for the pauses to start small again
/// @param firstPause upper end of the first pause between two dials
/// @param longestPause upper end of every later pause
public record LinkTimings(
        Duration connect,
        Duration greeting,
        Duration write,
        Duration silence,
        Duration stable,
        Duration firstPause,
        Duration longestPause) {
    /// What a worker uses unless told otherwise.
    public static final LinkTimings USUAL =
            new LinkTimings(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30));
}
