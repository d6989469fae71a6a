package dev.hera.broker.link.flow;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What a worker asks of the platform and still waits for, each on a virtual thread of its own.
///
/// The link's reader starts and cancels. A worker that takes a question back, or whose link dies,
/// interrupts its thread: nobody waits for the answer any more.
public final class Questions {
    private final int limit;
    private final Map<Long, Thread> running = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /// @param limit most that run at once
    public Questions(int limit) {
        this.limit = limit;
    }

    /// Starts one; false when too many run, or this one does already.
    ///
    /// @param think finds the answer; may be interrupted
    /// @param tell says the answer; is not
    public <T> boolean start(long id, String name, Thought<T> think, Telling<T> tell) {
        Thread thread =
                Thread.ofVirtual()
                        .name(name)
                        .unstarted(
                                () -> {
                                    T answer = think.think();
                                    running.remove(id);
                                    boolean _ = Thread.interrupted();
                                    tell.tell(answer);
                                });
        if (running.size() >= limit || running.putIfAbsent(id, thread) != null) {
            return false;
        }
        thread.start();
        if (ended) {
            cancel(id);
        }
        return true;
    }

    /// Finds an answer; throws nothing.
    public interface Thought<T> {
        T think();
    }

    /// Says an answer.
    public interface Telling<T> {
        void tell(T answer);
    }

    /// The worker waits for this one no more.
    public void cancel(long id) {
        Thread _ = running.computeIfPresent(id, (_, thread) -> interrupted(thread));
    }

    private static Thread interrupted(Thread thread) {
        thread.interrupt();
        return thread;
    }

    /// The worker is gone: nobody waits for any.
    public void end() {
        ended = true;
        running.keySet().forEach(this::cancel);
    }

    /// How many run.
    public int count() {
        return running.size();
    }
}
