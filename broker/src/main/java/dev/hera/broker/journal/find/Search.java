package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.filter.Filter;

import org.jspecify.annotations.Nullable;

/// What is looked for, and from where on.
///
/// @param behind the last call that was looked at before; null to begin. It need not exist any
///     more, and calls that came meanwhile change nothing behind it
public record Search(Filter filter, Order order, @Nullable CallId behind) {
    /// The newest calls first, from the beginning.
    public static Search of(Filter filter) {
        return new Search(filter, Order.NEWEST_FIRST, null);
    }

    /// The same from there on.
    public Search from(@Nullable CallId last) {
        return new Search(filter, order, last);
    }
}
