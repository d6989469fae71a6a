package dev.hera.broker.accept;

import dev.hera.broker.accept.lane.Progress;
import dev.hera.broker.accept.lane.Ticket;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Tells operators of trouble with accepted calls: each kind at most once in ten seconds, with how
/// many there were meanwhile. Any thread.
final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    private static final long QUIET_NANOS = 10_000_000_000L;
    private static final int MOST = 1_000;

    private final LongSupplier nanos;
    private final Map<String, Bell> bells = new ConcurrentHashMap<>();

    /// One kind of trouble.
    private static final class Bell {
        private final AtomicLong unheard = new AtomicLong();
        private final AtomicLong rangAt;

        private Bell(long longAgo) {
            rangAt = new AtomicLong(longAgo);
        }
    }

    Alarms(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// A call was parked or quarantined.
    void givenUp(Ticket ticket, Progress progress) {
        String standing = progress.standing().name().toLowerCase(Locale.ROOT);
        ring(
                standing + ' ' + ticket.endpoint(),
                "%s %s is %s: %s; see `hera accepted list`"
                        .formatted(ticket.endpoint(), ticket.id(), standing, progress.why()));
    }

    /// A delivery found no worker.
    void stalled(Ticket ticket, Progress progress) {
        if (progress.standing() == Progress.Standing.PENDING) {
            ring(
                    "stalled " + ticket.endpoint(),
                    "%s is not delivered: no worker takes its calls".formatted(ticket.endpoint()));
        }
    }

    /// A call could not be accepted.
    void refused(String why) {
        ring("refused", "calls are not accepted: " + why);
    }

    private void ring(String kind, String text) {
        long now = nanos.getAsLong();
        if (bells.size() >= MOST && !bells.containsKey(kind)) {
            return;
        }
        Bell bell = bells.computeIfAbsent(kind, _ -> new Bell(now - QUIET_NANOS));
        long last = bell.rangAt.get();
        if (now - last >= QUIET_NANOS && bell.rangAt.compareAndSet(last, now)) {
            long missed = bell.unheard.getAndSet(0);
            LOG.warn("{}{}", text, missed == 0 ? "" : " (and " + missed + " more like it)");
        } else {
            bell.unheard.incrementAndGet();
        }
    }
}
