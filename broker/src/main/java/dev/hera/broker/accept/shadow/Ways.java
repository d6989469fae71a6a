package dev.hera.broker.accept.shadow;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Outcome;

import java.util.function.Predicate;

/// How calls reach workers; the dispatcher and its copies stand behind it.
///
/// @param deliver runs an accepted call, asking the candidates of a service first
/// @param copy runs it once more and keeps nothing of it
/// @param isLive whether this worker is of the first service, no candidate
public record Ways(Way deliver, Way copy, Predicate<String> isLive) {
    /// One way; blocks until the call has ended.
    @FunctionalInterface
    public interface Way {
        /// @param service whose candidates are meant; empty for live workers
        Outcome go(Call call, Caller caller, String service);
    }
}
