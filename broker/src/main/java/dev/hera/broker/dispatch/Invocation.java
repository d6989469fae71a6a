package dev.hera.broker.dispatch;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Origin;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import java.time.Instant;
import java.util.Map;

/// What a worker is told of a call.
///
/// @param endpoint as this worker announced it
record Invocation(Call call, Caller caller, Endpoint endpoint, Deadline deadline) {
    private static final String REPLAY_OF = "hera-replay-of";
    private static final String GRANT = "hera-grant";

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
                headers(number),
                call.body(),
                call.contentType(),
                caller.id(),
                deadline.left(System.nanoTime()).toMillis(),
                receivedAt(),
                call.root().uuid(),
                call.parent() == null ? null : call.parent().uuid(),
                call.origin() instanceof Origin.Replay,
                manner == Manner.FORCED,
                call.depth());
    }

    /// A replay says of which call, and what allowed that one; no caller can say so, since callers'
    /// own headers of ours are taken off.
    private Map<String, String> headers(int number) {
        Map<String, String> headers = call.headersOf(number);
        if (call.origin() instanceof Origin.Replay(CallId original, _)) {
            headers.put(REPLAY_OF, original.toString());
            headers.put(GRANT, caller.grant());
        }
        return headers;
    }

    /// A replay is as of then.
    private Instant receivedAt() {
        return call.origin() instanceof Origin.Replay(CallId original, _)
                ? original.madeAt()
                : call.receivedAt();
    }
}
