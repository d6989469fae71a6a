package dev.hera.broker.route;

import dev.hera.broker.call.Deadline;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;

/// The way to one worker; `link` implements it over a WebSocket.
public interface Line {
    /// The worker's id, given by the broker at the handshake.
    String worker();

    /// Sends the call and waits for its end on the calling (virtual) thread, at most until the
    /// deadline; a late call is cancelled at the worker. Never throws for anything the other side
    /// does. The frame's own `id` is ignored: the line counts its own.
    Reply call(Frame.Invoke invoke, Deadline deadline);

    /// Whether frames can still leave.
    boolean isOpen();

    /// How a call on a line ended.
    sealed interface Reply {
        /// The worker answered.
        record Answered(Frame.Answer answer) implements Reply {}

        /// The worker sent an error: a handler's failure, busy, not its endpoint.
        record Failed(Frame.Failure failure) implements Reply {}

        /// The link died.
        ///
        /// @param left whether the frame may have reached the worker
        record Lost(boolean left) implements Reply {}

        /// The deadline passed.
        ///
        /// @param left whether the frame may have reached the worker
        record Late(boolean left) implements Reply {}

        /// The link's queue is full, nothing was sent.
        record Full(int waiting) implements Reply {}

        /// One word for the record.
        default String word() {
            return switch (this) {
                case Answered _ -> "answered";
                case Failed f -> f.failure().code() == ErrorCode.BUSY ? "busy" : "failed";
                case Lost l -> l.left() ? "lost" : "not-sent";
                case Late l -> l.left() ? "late" : "not-sent";
                case Full _ -> "not-sent";
            };
        }
    }
}
