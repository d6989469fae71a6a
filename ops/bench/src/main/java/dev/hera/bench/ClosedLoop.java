package dev.hera.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/// Each connection sends its next call as soon as the last is answered: what a server can do.
///
/// One thread and one selector for all connections, since the load takes its processor time from
/// the server beside it. Calls that are under way at the end are not counted.
final class ClosedLoop {
    private static final long LOOK_AFTER_MILLIS = 50;

    private final Load load;
    private final Tally tally;

    ClosedLoop(Load load, Tally tally) {
        this.load = load;
        this.tally = tally;
    }

    void run() throws IOException {
        List<Lane> lanes = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < load.connections(); i++) {
                lanes.add(new Lane(load, tally, selector));
            }
            long end = System.nanoTime() + load.length().toNanos();
            long look = System.nanoTime();
            while (System.nanoTime() < end) {
                if (System.nanoTime() >= look) {
                    lanes.forEach(Lane::lookAfter);
                    look = System.nanoTime() + LOOK_AFTER_MILLIS * 1_000_000;
                }
                selector.select(ClosedLoop::move, LOOK_AFTER_MILLIS);
            }
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    private static void move(SelectionKey key) {
        ((Lane) key.attachment()).move();
    }
}
