package dev.hera.broker.replay;

import dev.hera.broker.route.aim.Spare;

/// How many calls of a replay may be under way beside live ones; its owner guards it.
///
/// Live calls come first: a fifth of the slots stays free for them, and what they use the replay
/// does not. Where the processors are busy it steps back quickly and comes back slowly, whoever
/// made them so: what a replay does not take today it can take tomorrow. Workers report every two
/// seconds, twenty looks: a step is small, so that what it led to is seen before too many follow.
final class Headroom {
    private static final double FOR_LIVE = 0.2;
    private static final double BUSY = 0.7;

    /// To little more than a half within two seconds.
    private static final double STEP_BACK = 0.97;

    /// A fifth within two seconds.
    private static final double COME_BACK = 0.01;

    private static final double LEAST = 0.01;

    private final int most;
    private double share = 0.25;
    private int allowed;

    /// @param most under way whatever room there is
    Headroom(int most) {
        this.most = most;
    }

    /// Looks again.
    ///
    /// @param own calls of this replay that are among those that run
    void look(Spare spare, int own) {
        share =
                spare.cpu() > BUSY
                        ? Math.max(LEAST, share * STEP_BACK)
                        : Math.min(1, share + COME_BACK);
        int live = Math.max(0, spare.running() - own);
        double free = spare.slots() * (1 - FOR_LIVE) - live;
        double room = Math.min(most, free) * share;
        boolean idle = spare.workers() > 0 && live == 0;
        allowed = (int) Math.max(idle ? 1 : 0, Math.floor(room));
    }

    /// Most under way now.
    int allowed() {
        return allowed;
    }
}
