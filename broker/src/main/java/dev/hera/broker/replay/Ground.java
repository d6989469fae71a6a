package dev.hera.broker.replay;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.dispatch.StandIn;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.replay.hermetic.Children;
import dev.hera.broker.replay.plan.Originals;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.aim.Aim;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Function;

/// What replays stand on; each of them for any thread.
///
/// @param originals what is sent again
/// @param walk sends a call and waits for its end
/// @param path decodes a path; empty when it can be read in two ways
/// @param ids makes ids and says what time it is
/// @param children finds what a recorded call's handler called
/// @param kept how a call would be recorded, masked
public record Ground(
        Originals originals,
        Walk walk,
        Function<String, Optional<String>> path,
        Router router,
        CallIds ids,
        Children children,
        Function<Call, Opening> kept) {
    /// A call of this broker.
    Optional<CallRecord> find(CallId id) {
        return originals.own().apply(id);
    }

    /// Sends a call and waits for its end.
    @FunctionalInterface
    public interface Walk {
        /// Blocks until the call has ended.
        ///
        /// @param standIn answers what its handler calls; null when that is called
        Outcome walk(Call call, Caller caller, Aim aim, @Nullable StandIn standIn);
    }
}
