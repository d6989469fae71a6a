package dev.hera.worker.link;

import dev.hera.wire.Frame;

import java.time.Duration;
import java.util.List;

/// Where one link stands, for people and for `start()`; immutable.
public sealed interface LinkState {
    /// The socket is being opened, or both sides are proving themselves.
    record Dialling() implements LinkState {}

    /// Both sides proved themselves; calls can come.
    ///
    /// @param worker the id the broker gave us
    /// @param accepted how many endpoints stand
    /// @param refused which do not, and why
    record Open(String worker, int accepted, List<Frame.Refused> refused) implements LinkState {
        public Open {
            refused = List.copyOf(refused);
        }
    }

    /// Between two dials; after a refusal (a wrong secret, most likely) the pause is long.
    ///
    /// @param why what ended the last one
    /// @param pause how long the wait is in all
    record Waiting(String why, Duration pause) implements LinkState {}

    /// The link is not wanted any more.
    record Closed() implements LinkState {}
}
