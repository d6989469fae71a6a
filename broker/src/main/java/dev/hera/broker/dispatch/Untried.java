package dev.hera.broker.dispatch;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;

/// Calls that no worker was asked for.
final class Untried {
    private Untried() {}

    /// Certainly not executed, for this reason.
    static Outcome of(Call call, Refusal why) {
        long total = System.nanoTime() - call.receivedNanos();
        return new Outcome.NotExecuted(why, null, new Ledger(total, 0, 0, 0, 0));
    }

    /// There is nobody to ask.
    static Outcome nowhere(Call call) {
        String why = "no worker ever announced " + call.wanted() + "; see `hera routes`";
        return of(call, new Refusal.NoSuchEndpoint(why));
    }
}
