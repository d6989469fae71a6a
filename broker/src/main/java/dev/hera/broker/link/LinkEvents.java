package dev.hera.broker.link;

import dev.hera.broker.route.Line;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Vitals;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Who hears of what happens on links: the router's own methods, tied by the root.
///
/// Called on the threads that read links and on the pulse: must be quick and must not block.
/// `joined` and `left` of one worker never overlap, and each `joined` has exactly one `left`.
///
/// @param joined a worker proved itself; its line stands
/// @param announced its full set of endpoints, less those its credential forbids
/// @param vitals a report that is sane, in order and not one too many
/// @param ping how long the worker took to answer the pulse
/// @param draining the worker takes no more calls
/// @param suspect the worker is silent
/// @param left its line is dead
public record LinkEvents(
        BiConsumer<Line, Frame.Hello> joined,
        Announcing announced,
        BiConsumer<String, Vitals> vitals,
        BiConsumer<String, Duration> ping,
        Consumer<String> draining,
        Consumer<String> suspect,
        Consumer<Line> left) {
    /// Takes a worker's endpoints.
    @FunctionalInterface
    public interface Announcing {
        /// Those that are not taken, and why.
        List<Frame.Refused> announced(String worker, long generation, List<Endpoint> endpoints);
    }
}
