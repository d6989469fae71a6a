package dev.hera.broker.replay;

import dev.hera.broker.route.aim.Spare;

/// How many calls of a replay may be under way beside live ones; its owner guards it.
///
/// Live calls come first: a fifth of the slots stays free for them, and what they use the replay
/// does not. Where the processors are busy it steps back quickly and comes back slowly, whoever
/// made them so: what a replay does not take today it can take tomorrow. Workers report every two
/// seconds, twenty looks: a step is small, so that what it led to is seen before too many follow.
/// A replay without a rate has to find its own, and begins with one call at a time. As long as a
/// slot is free one call goes, however busy everybody is: a replay gets on.
final class Headroom {
    private static final double FOR_LIVE = 0.2;

    /// To little more than a half within two seconds.
    private static final double STEP_BACK = 0.97;

    private static final double LEAST = 0.01;

    private final int most;
    private Manner manner;
    private double share;
    private int allowed;

    /// How much of the room is taken.
    ///
    /// @param first share of the room at the start
    /// @param busy share of the processors from which on it steps back
    /// @param step by which the share grows at a look
    private record Manner(double first, double busy, double step) {
        /// A person has said how many calls a second are well.
        static final Manner RATED = new Manner(0.25, 0.7, 0.01);

        static final Manner UNRATED = new Manner(LEAST, 0.5, 0.0025);

        static Manner of(double perSecond) {
            return perSecond == 0 ? UNRATED : RATED;
        }
    }

    /// @param most under way whatever room there is
    /// @param perSecond wanted; 0 for as many as go
    Headroom(int most, double perSecond) {
        this.most = most;
        manner = Manner.of(perSecond);
        share = manner.first();
    }

    /// Another rate is wanted.
    void rate(double perSecond) {
        manner = Manner.of(perSecond);
        share = Math.min(share, manner.first());
    }

    /// Looks again.
    ///
    /// @param own calls of this replay that are among those that run
    void look(Spare spare, int own) {
        share =
                spare.cpu() > manner.busy()
                        ? Math.max(LEAST, share * STEP_BACK)
                        : Math.min(1, share + manner.step());
        int live = Math.max(0, spare.running() - own);
        double free = spare.slots() * (1 - FOR_LIVE) - live;
        double room = Math.min(most, free) * share;
        boolean one = free >= 1 || (spare.workers() > 0 && live == 0);
        allowed = (int) Math.max(one ? 1 : 0, Math.floor(room));
    }

    /// Most under way now.
    int allowed() {
        return allowed;
    }
}
