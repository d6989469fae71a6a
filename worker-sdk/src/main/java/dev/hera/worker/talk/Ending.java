package dev.hera.worker.talk;

import java.time.Duration;

/// How a link's turn ended; what the next dial depends on.
public sealed interface Ending {
    /// No socket came about.
    ///
    /// @param retryAfter what the broker asks for, zero when it does not
    record Unreached(String why, Duration retryAfter) implements Ending {}

    /// The broker refused us for what we are, or did not prove itself.
    record Rejected(String why) implements Ending {}

    /// The socket died, or the broker broke the protocol.
    record Lost(String why) implements Ending {}

    /// The broker goes and wants to be dialled again after this time; its calls still run.
    record LameDuck(Duration reconnectAfter) implements Ending {}

    /// We closed it.
    record Left() implements Ending {}
}
