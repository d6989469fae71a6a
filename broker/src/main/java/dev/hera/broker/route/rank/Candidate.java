package dev.hera.broker.route.rank;

/// One worker as it stood when it was compared; all that its cost depends on, in whole numbers.
///
/// @param place its place in the odds
/// @param worker its id
/// @param source how it came to be compared
/// @param own calls of this broker it is running
/// @param others calls of other brokers it was last heard to run
/// @param fresh how much that is worth by now, in thousandths
/// @param prior what to assume instead, in thousandths of a call
/// @param capacity slots, less while it starts, in thousandths
/// @param slow its slowness against the endpoint's mean, in thousandths
/// @param silence how long it has been silent while running a call of ours, beyond four mean
///     execution times, in thousandths of one
/// @param distance extra round trip, in thousandths of a mean execution time
public record Candidate(
        int place,
        String worker,
        Source source,
        int own,
        int others,
        int fresh,
        int prior,
        int capacity,
        int slow,
        int silence,
        int distance) {
    /// How a worker came to be compared.
    public enum Source {
        /// It said it has a free slot.
        HINT,
        /// This broker is alone and sends least there.
        IDLEST,
        /// Drawn by weight.
        DRAWN,
        /// All were compared.
        ALL,
        /// Its key belongs to it.
        STICKY,
        /// It refused, and must now be compared with those that did too.
        AGAIN,
        /// Nobody better was left.
        LAST_RESORT
    }

    /// The queue in front of a call sent there now, in calls.
    public double queue() {
        return own + (fresh * (double) others + (1000 - fresh) * (prior / 1000.0)) / 1000.0;
    }

    /// What a call sent there now would cost, in mean execution times; the least wins.
    public double cost() {
        double load = (queue() + 1) * 1000.0 / capacity + 0.5 * silence / 1000.0;
        double wait = load < 1 ? load * load : load;
        return distance / 1000.0 + slow / 1000.0 * (0.5 + wait);
    }
}
