package dev.hera.broker.replay.plan;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// The recorded calls that replays are made of, wherever they lie; each part for any thread.
///
/// @param own a record of this broker with its bodies, also while the call runs
/// @param givenUp the same of an accepted call that was given up, with the whole contents that it
///     would be delivered with; empty for any other
/// @param others the records of all other brokers
public record Originals(
        Function<CallId, Optional<CallRecord>> own,
        Function<CallRecord, Optional<CallRecord>> givenUp,
        Others others) {

    /// The records of other brokers; blocks.
    public interface Others {
        /// Looks for one.
        ///
        /// @param by the token id in whose name
        Original look(CallId id, String by);

        /// Shows what a filter finds there, those of one broker oldest first, until `seen` says no.
        ///
        /// @param at what `10m` is counted back from
        Heard each(String filter, Instant at, String by, Predicate<Traits> seen);

        /// Those calls from one to another that replays there have sent to this target.
        Set<CallId> sent(String target, CallId from, CallId to, String by);
    }

    /// What other brokers had to say.
    ///
    /// @param found calls of each, by its id
    /// @param missing those whose records are not among them, and why
    public record Heard(Map<String, Long> found, List<String> missing) {}

    /// Looks for one, here and then elsewhere.
    ///
    /// @param by the token id in whose name others are asked
    public Original look(CallId id, String by) {
        Optional<CallRecord> here = own.apply(id);
        return here.isPresent() ? of(here.get()) : others.look(id, by);
    }

    /// A record of this broker as it can be sent.
    Original.Kept of(CallRecord record) {
        return givenUp.apply(record)
                .map(whole -> new Original.Kept(whole, Traits.ofSettled(whole)))
                .orElseGet(() -> new Original.Kept(record, Traits.of(record)));
    }
}
