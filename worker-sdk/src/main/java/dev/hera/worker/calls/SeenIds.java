package dev.hera.worker.calls;

import java.util.BitSet;

/// Which call ids came over a link already: a window that slides with the highest.
///
/// A broker counts its ids up, and threads of it may overtake each other by a little; an id that
/// fell out of the window is taken for a repeated one. One thread.
final class SeenIds {
    /// How far behind the highest id another new one may come.
    static final int WINDOW = 1 << 16;

    private final BitSet seen = new BitSet(WINDOW);
    private long highest = -1;

    /// Notes the id; false when it came before.
    boolean add(long id) {
        if (id > highest) {
            forget(highest + 1, id);
            highest = id;
        } else if (highest - id >= WINDOW || seen.get(slot(id))) {
            return false;
        }
        seen.set(slot(id));
        return true;
    }

    private void forget(long from, long to) {
        if (to - from >= WINDOW) {
            seen.clear();
            return;
        }
        for (long id = from; id <= to; id++) {
            seen.clear(slot(id));
        }
    }

    private static int slot(long id) {
        return (int) (id % WINDOW);
    }
}
