package dev.hera.broker.accept;

import dev.hera.broker.accept.lane.Progress;
import dev.hera.broker.accept.lane.Ticket;
import dev.hera.broker.call.CallId;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which accepted calls were given up, by id; any thread.
///
/// The lanes know that too, but only in the order of acceptance.
final class GivenUp {
    private final Map<CallId, Ticket> tickets = new ConcurrentHashMap<>();

    /// A call stands like this now.
    void saw(Ticket ticket, Progress progress) {
        switch (progress.standing()) {
            case PARKED, QUARANTINED -> tickets.put(ticket.id(), ticket);
            case PENDING, DELIVERING -> left(ticket);
        }
    }

    /// An operator has sent it again, or has forgotten it.
    void left(Ticket ticket) {
        tickets.remove(ticket.id());
    }

    Optional<Ticket> ticket(CallId id) {
        return Optional.ofNullable(tickets.get(id));
    }
}
