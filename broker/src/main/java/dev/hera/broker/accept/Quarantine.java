package dev.hera.broker.accept;

import dev.hera.broker.accept.lane.Progress;
import dev.hera.broker.accept.lane.Progress.Standing;
import dev.hera.broker.accept.lane.Ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Calls that look like one that killed workers are not taken for a while; any thread.
///
/// Nothing of it is written: the quarantined calls are, and a start learns it again from them.
final class Quarantine {
    /// How long the same call is refused.
    static final Duration REFUSED_FOR = Duration.ofSeconds(60);

    private static final int MOST = 10_000;
    private final Map<Long, Instant> until = new LinkedHashMap<>();

    /// A call stands like this now, or was found like this by a start.
    synchronized void saw(Ticket ticket, Progress progress) {
        if (progress.standing() == Standing.QUARANTINED) {
            until.put(ticket.print(), progress.since().plus(REFUSED_FOR));
            if (until.size() > MOST) {
                Iterator<Long> oldest = until.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        }
    }

    /// How long a call with this print is refused; zero when it is not.
    synchronized Duration left(long print, Instant now) {
        Instant end = until.get(print);
        if (end == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, end);
        if (left.isPositive()) {
            return left;
        }
        until.remove(print);
        return Duration.ZERO;
    }
}
