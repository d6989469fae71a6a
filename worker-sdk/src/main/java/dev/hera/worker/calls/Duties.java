package dev.hera.worker.calls;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Vitals;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// What the process behind the links does; the functions are called from any thread.
///
/// @param endpoints what can be called now
/// @param run runs one call to its end on the calling thread and returns an [Frame.Answer] or a
///     [Frame.Failure], their load left empty; the duration is what the caller still waits
/// @param sense reads the process's vitals
public record Duties(
        Supplier<List<Endpoint>> endpoints,
        BiFunction<Frame.Invoke, Duration, Frame.Reply> run,
        Sense sense) {
    /// Reads the vitals of this process; asked by one thread at a time.
    @FunctionalInterface
    public interface Sense {
        /// @param inFlightMean time average of calls running since the last reading
        Vitals read(Vitals.State state, int inFlight, double inFlightMean);
    }
}
