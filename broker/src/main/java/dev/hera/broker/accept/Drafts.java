package dev.hera.broker.accept;

import dev.hera.broker.accept.keep.Entry;
import dev.hera.broker.accept.lane.Progress;
import dev.hera.broker.accept.lane.Ticket;
import dev.hera.broker.accept.screen.Prints;
import dev.hera.broker.call.Call;
import dev.hera.wire.Endpoint;

/// Tickets on their way to a number.
final class Drafts {
    private Drafts() {}

    /// The ticket of a call, its number still missing.
    static Ticket of(Call call, Endpoint endpoint, long print) {
        return new Ticket(
                0,
                call.id(),
                endpoint.name(),
                Prints.key(call, endpoint.accept().delivery().order()),
                call.receivedAt(),
                call.body().length() + call.query().length() + 256,
                print);
    }

    /// The entry of a call that has its number.
    static Entry entry(Ticket draft, long number) {
        Ticket ticket =
                new Ticket(
                        number,
                        draft.id(),
                        draft.endpoint(),
                        draft.key(),
                        draft.acceptedAt(),
                        draft.bytes(),
                        draft.print());
        return new Entry(ticket, Progress.accepted(draft.acceptedAt()));
    }
}
