package dev.hera.bench;

import dev.hera.broker.call.Deadline;
import dev.hera.broker.route.Line;
import dev.hera.wire.Frame;

/// A line that nobody calls.
public record Idle(String worker) implements Line {
    @Override
    public Reply call(Frame.Invoke invoke, Deadline deadline) {
        throw new UnsupportedOperationException("nothing is sent here");
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
