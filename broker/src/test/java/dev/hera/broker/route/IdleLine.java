package dev.hera.broker.route;

import dev.hera.broker.call.Deadline;
import dev.hera.wire.Frame;

/// A line that is open until it is cut, and that nobody may call: routing must not.
final class IdleLine implements Line {
    private final String worker;
    private volatile boolean open = true;

    IdleLine(String worker) {
        this.worker = worker;
    }

    void cut() {
        open = false;
    }

    @Override
    public String worker() {
        return worker;
    }

    @Override
    public Reply call(Frame.Invoke invoke, Deadline deadline) {
        throw new AssertionError("routing called " + worker);
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
