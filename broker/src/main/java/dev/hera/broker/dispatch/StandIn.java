package dev.hera.broker.dispatch;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Outcome;

/// Answers the calls that the handler of a replayed call makes, in place of those who serve them:
/// nothing of it is routed, run or recorded. Any thread, several at a time.
@FunctionalInterface
public interface StandIn {
    /// What becomes of a call.
    ///
    /// @param call as the handler made it
    /// @param worker whose handler made it; another one than before has begun anew
    Outcome answer(Call call, String worker);
}
