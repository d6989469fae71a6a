package dev.hera.broker.dispatch;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Outcome;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The calls that one call's handler has made and that brought nothing back in time. Calls' own
/// threads put and take.
///
/// One that its deadline ended stays in: it is what the call above waited for, and its record says
/// so. Bounded, for a handler may make as many as it likes.
public final class Errands {
    private static final int MOST = 64;

    private final Set<CallId> open = ConcurrentHashMap.newKeySet();

    /// The handler has made this call.
    public void begins(CallId call) {
        if (open.size() < MOST) {
            open.add(call);
        }
    }

    /// The call that the handler made ended like this.
    public void ended(CallId call, Outcome outcome) {
        boolean late =
                outcome instanceof Outcome.Unknown unknown
                        && unknown.doubt() == Outcome.Doubt.DEADLINE;
        if (!late) {
            open.remove(call);
        }
    }

    /// The one that was made first of those that brought nothing back.
    Optional<CallId> first() {
        return open.stream().min(Comparator.naturalOrder());
    }
}
