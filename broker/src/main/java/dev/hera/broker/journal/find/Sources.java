package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.digest.Digest;
import dev.hera.broker.journal.keep.Shelf;
import dev.hera.broker.journal.record.CallRecord;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Where calls are, and what is known besides; each of them for any thread.
///
/// @param digest the calls on the shelf in short
/// @param running ids of the calls whose end cannot be read from the shelf yet
/// @param find the record of one call, also while it runs
/// @param pinned calls that must stay
/// @param standings of accepted calls that are not settled, see
///     [dev.hera.broker.journal.filter.Beside]
public record Sources(
        Shelf shelf,
        Digest digest,
        Supplier<Collection<CallId>> running,
        Function<CallId, Optional<CallRecord>> find,
        Set<CallId> pinned,
        Supplier<Map<CallId, String>> standings,
        InstantSource clock) {}
