package dev.hera.broker.http.rpc;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Outcome;
import dev.hera.wire.Body;

import java.util.concurrent.atomic.AtomicLong;

/// What became of one object of a message.
sealed interface Ended {
    /// It was no call.
    record NoCall(RpcMessage.Invalid item) implements Ended {}

    /// Its call hit a bug of ours, which is in the log.
    record Bug(RpcMessage.Asked item, CallId call) implements Ended {}

    /// Its call ended.
    ///
    /// @param tooMuch the result was let go, because it would have brought the answer over its
    ///     limit
    record Done(RpcMessage.Asked item, CallId call, Outcome outcome, boolean tooMuch)
            implements Ended {}

    /// The object.
    RpcMessage.Item item();

    /// Without its result, when there is no room left for it.
    default Ended within(AtomicLong room) {
        if (this instanceof Done(var item, var call, Outcome.Answered a, _)
                && room.addAndGet(-a.body().length()) < 0) {
            Outcome bare =
                    new Outcome.Answered(
                            a.status(), a.headers(), Body.NONE, null, a.worker(), a.ledger());
            return new Done(item, call, bare, true);
        }
        return this;
    }
}
