package dev.hera.broker.route.sim;

import java.util.PriorityQueue;

/// What will happen, in order of time; of two things at one time, what was planned first.
final class Agenda {
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long planned;

    private record Entry(double at, long order, Happening what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int time = Double.compare(at, other.at);
            return time != 0 ? time : Long.compare(order, other.order);
        }
    }

    /// Something that happens at a time.
    interface Happening {
        void at(double now);
    }

    void plan(double time, Happening what) {
        entries.add(new Entry(time, planned++, what));
    }

    /// Lets everything happen up to this time.
    void until(double time) {
        while (!entries.isEmpty() && entries.element().at() <= time) {
            step();
        }
    }

    /// Lets the next thing happen.
    void step() {
        Entry next = entries.remove();
        next.what().at(next.at());
    }
}
