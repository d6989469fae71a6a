package dev.hera.broker.dispatch;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.wire.Endpoint;

import java.time.Duration;

/// Takes a call that is confirmed now and delivered later; tied by the root. Runs on the call's
/// thread and may block it until the call is on disk.
@FunctionalInterface
public interface Later {
    /// Where nothing is accepted.
    Later REFUSE =
            (_, _, _) ->
                    new Outcome.NotExecuted(
                            new Refusal.Overloaded(
                                    "this broker accepts no calls for later",
                                    Duration.ofSeconds(1)),
                            null,
                            Ledger.NONE);

    /// [Outcome.Accepted] when it is on disk, else why not.
    Outcome accept(Call call, Caller caller, Endpoint endpoint);
}
