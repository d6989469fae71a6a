package dev.hera.broker.replay;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.replay.plan.Originals;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.aim.Aim;

import java.util.Optional;
import java.util.function.Function;

/// What replays stand on; each of them for any thread.
///
/// @param originals what is sent again
/// @param walk sends a call and waits for its end
/// @param path decodes a path; empty when it can be read in two ways
/// @param ids makes ids and says what time it is
public record Ground(
        Originals originals,
        Walk walk,
        Function<String, Optional<String>> path,
        Router router,
        CallIds ids) {
    /// A call of this broker.
    Optional<CallRecord> find(CallId id) {
        return originals.own().apply(id);
    }

    /// Sends a call and waits for its end.
    @FunctionalInterface
    public interface Walk {
        /// Blocks until the call has ended.
        Outcome walk(Call call, Caller caller, Aim aim);
    }
}
