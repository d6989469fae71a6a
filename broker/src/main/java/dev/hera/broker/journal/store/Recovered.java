package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.Lost;

import java.util.List;

/// What a start found.
///
/// @param next the sequence number of the next record
/// @param replayed records that were on the log and not yet in the tables
/// @param unfinished bytes of an unfinished batch at the log's end, which nobody was told of
/// @param lost what was lost and accepted as lost, now or earlier
public record Recovered(long next, long replayed, long unfinished, List<Lost> lost) {
    public Recovered {
        lost = List.copyOf(lost);
    }
}
