package dev.hera.broker.dispatch;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Origin;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

/// What a worker is told of a call.
///
/// @param endpoint as this worker announced it
record Invocation(Call call, Caller caller, Endpoint endpoint, Deadline deadline) {
    /// The worker may say that it is busy.
    Frame.Invoke asked(int number) {
        return frame(number, Manner.ASKED);
    }

    /// The worker must run it, busy or not.
    Frame.Invoke forced(int number) {
        return frame(number, Manner.FORCED);
    }

    private enum Manner {
        ASKED,
        FORCED
    }

    private Frame.Invoke frame(int number, Manner manner) {
        return new Frame.Invoke(
                0,
                endpoint.name(),
                call.id().uuid(),
                number,
                call.method().isEmpty() ? "" : call.path(),
                call.query(),
                call.headersOf(number),
                call.body(),
                call.contentType(),
                caller.id(),
                deadline.left(System.nanoTime()).toMillis(),
                call.receivedAt(),
                call.root().uuid(),
                call.parent() == null ? null : call.parent().uuid(),
                call.origin() instanceof Origin.Replay,
                manner == Manner.FORCED,
                call.depth());
    }
}
