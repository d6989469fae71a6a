package dev.hera.broker.replay;

/// When the next call is due; its owner guards it.
///
/// Calls are due at even times, not a pause after the last one, so that a thread that comes late
/// does not make the rate lower. What was missed is caught up with for a second, no more.
final class Beat {
    private static final long CAUGHT_UP = 1_000_000_000;

    private double perSecond;
    private double due;
    private boolean begun;

    /// @param perSecond 0 for no beat at all
    Beat(double perSecond) {
        this.perSecond = perSecond;
    }

    double perSecond() {
        return perSecond;
    }

    /// Another rate from now on.
    void rate(double other) {
        perSecond = other;
        rest();
    }

    /// Nothing was due for a while: what was missed meanwhile is not caught up with.
    void rest() {
        begun = false;
    }

    /// Nanoseconds until the next call; 0 when it is due.
    long untilDue(long now) {
        if (!begun) {
            begun = true;
            due = now;
        }
        return perSecond == 0 ? 0 : Math.max(0, (long) Math.ceil(due - now));
    }

    /// A call was sent.
    void sent(long now) {
        due = perSecond == 0 ? now : Math.max(due, (double) now - CAUGHT_UP) + 1e9 / perSecond;
    }
}
