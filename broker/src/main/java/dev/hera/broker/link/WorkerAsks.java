package dev.hera.broker.link;

import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;

import java.util.function.BiFunction;

/// What workers may ask of the platform; tied by the root. Each runs on a virtual thread of its own
/// and may block.
///
/// @param call a remote call: from who asks and the frame to the reply; interrupted when nobody
///     waits for the reply any more
/// @param settle closes a record: from the worker's service and the frame to the reply
public record WorkerAsks(
        BiFunction<Asker, Frame.RemoteCall, Frame.Reply> call,
        BiFunction<String, Frame.Settle, Frame.Reply> settle) {
    /// Who asks.
    ///
    /// @param worker its id, given by the broker
    public record Asker(String worker, String service) {}

    /// Nothing may be asked: everything is answered with -32601.
    public static final WorkerAsks NONE =
            new WorkerAsks(
                    (_, frame) -> notHere(frame.id(), "hera.call"),
                    (_, frame) -> notHere(frame.id(), "hera.settle"));

    static Frame.Reply notHere(long id, String method) {
        return new Frame.Failure(
                id, ErrorCode.METHOD_NOT_FOUND, "no such method here: " + method, null);
    }
}
