package dev.hera.broker.journal.find;

import dev.hera.broker.journal.record.CallRecord;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// A question that a record answers with yes or no: every term holds. Immutable.
///
/// @param text as it was asked
/// @param terms cheapest first
/// @param after no call received before this can match
/// @param before no call received at this or later can match
public record Filter(String text, List<Term> terms, Instant after, Instant before)
        implements Reading {
    /// Everything.
    public static final Filter ALL = new Filter("", List.of(), Instant.MIN, Instant.MAX);

    public Filter {
        terms = terms.stream().sorted(Comparator.comparing(Term::field)).toList();
    }

    /// Whether the record is what was asked for.
    public boolean matches(CallRecord record) {
        for (Term term : terms) {
            if (!term.holds(record)) {
                return false;
            }
        }
        return true;
    }
}
