package dev.hera.worker.api.remote;

import dev.hera.wire.Frame;
import dev.hera.worker.talk.Heard;

import java.time.Duration;
import java.util.UUID;
import java.util.function.LongFunction;

/// How remote calls leave this process; a running worker's links stand behind it, a test may stand
/// there itself. Any thread.
@FunctionalInterface
public interface Way {
    /// Where there are no links, as in a test of a handler alone.
    Way NONE = (call, parent, within) -> new Heard.NotSent("this handler runs without a worker");

    /// Asks one broker, and another only when the question surely did not leave. An interrupt takes
    /// the question back.
    ///
    /// @param call the frame under the number that the link gives it
    /// @param parent the call whose handler asks; the broker it came from is asked first
    Heard ask(LongFunction<Frame.Request> call, UUID parent, Duration within)
            throws InterruptedException;
}
