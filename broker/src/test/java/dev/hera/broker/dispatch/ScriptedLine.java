package dev.hera.broker.dispatch;

import dev.hera.broker.call.Deadline;
import dev.hera.broker.route.Line;
import dev.hera.wire.Frame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A worker that answers what it was told to, in order, and remembers what it was asked.
final class ScriptedLine implements Line {
    private final String worker;
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Frame.Invoke> asked = new ArrayList<>();

    ScriptedLine(String worker, Reply... replies) {
        this.worker = worker;
        this.replies.addAll(List.of(replies));
    }

    List<Frame.Invoke> asked() {
        return asked;
    }

    @Override
    public String worker() {
        return worker;
    }

    @Override
    public Reply call(Frame.Invoke invoke, Deadline deadline) {
        asked.add(invoke);
        return replies.size() > 1 ? replies.pop() : replies.element();
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
