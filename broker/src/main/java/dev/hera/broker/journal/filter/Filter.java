package dev.hera.broker.journal.filter;

import dev.hera.broker.journal.record.CallRecord;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

    /// Whether the record is what was asked for, when nothing else is known of the call.
    public boolean matches(CallRecord record) {
        return matches(record, Beside.NOTHING);
    }

    /// Whether the record is what was asked for.
    public boolean matches(CallRecord record, Beside beside) {
        for (Term term : terms) {
            if (!term.holds(record, beside)) {
                return false;
            }
        }
        return true;
    }

    /// What both find.
    public Filter and(Filter other) {
        List<Term> all = Stream.concat(terms.stream(), other.terms.stream()).toList();
        Instant latest = after.isAfter(other.after) ? after : other.after;
        Instant first = before.isBefore(other.before) ? before : other.before;
        return new Filter((text + ' ' + other.text).strip(), all, latest, first);
    }

    /// The terms that need no bodies.
    public Filter heads() {
        return with(terms.stream().filter(term -> !term.field().isBody()).toList());
    }

    /// The terms that need bodies.
    public Filter bodies() {
        return with(terms.stream().filter(term -> term.field().isBody()).toList());
    }

    private Filter with(List<Term> some) {
        return new Filter(text, some, after, before);
    }

    /// Whether a term is about where accepted calls stand.
    public boolean asksStandings() {
        return terms.stream()
                .map(Term::field)
                .anyMatch(field -> field == Field.STATE || field == Field.QUARANTINED);
    }
}
