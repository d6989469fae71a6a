package dev.hera.broker.http.rpc;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.call.event.Ended;
import dev.hera.broker.dispatch.Dispatcher;

/// Says what this door turned away before it was a call, so that it is counted and logged as calls
/// over REST are.
record Turned(Dispatcher dispatcher, CallIds ids) {
    /// Notes one, and gives how it ended.
    ///
    /// @param receivedNanos when its first byte came
    Outcome note(CallId id, Refusal why, long receivedNanos) {
        long total = System.nanoTime() - receivedNanos;
        Outcome outcome = new Outcome.NotExecuted(why, null, new Ledger(total, 0, 0, 0, 0));
        dispatcher.turned(Ended.turned(id, ids.now(), Origin.RPC, "POST", "/rpc", outcome));
        return outcome;
    }

    /// Notes something that was no JSON-RPC call.
    void note(CallId id, RpcError error, long receivedNanos) {
        Outcome _ = note(id, new Refusal.Malformed(error.message()), receivedNanos);
    }
}
