package dev.hera.broker.route.rank;

/// The workers as they stand this moment, for one call: what changes faster than the odds.
public interface Field {
    /// The slow half this field belongs to; places are its places.
    Odds odds();

    /// What keeps the worker at this place out right now.
    Skip skip(int place);

    /// Chance that a draw of it stands, after what it did lately.
    double acceptance(int place);

    /// Calls of this broker that the worker at this place is running.
    int own(int place);

    /// The place of the newest usable hint, which is used up by asking; -1 when there is none.
    int hint();

    /// The place with the least calls of this broker for its slots, looking from this place on; -1
    /// unless this broker is alone, so that its own counts are the whole truth, and the fleet is
    /// small enough to walk.
    int idlest(int first);

    /// The place that this call's key belongs to; -1 when the call has no key.
    int sticky();

    /// How many workers refused this call before.
    int tried();

    /// The places of workers that refused this call, once enough have: what they said of their
    /// queues is the freshest there is, so they are compared again. Empty before.
    int[] again();

    /// The worker at this place with what is known of its queue now.
    Candidate look(int place, Candidate.Source source);
}
