package dev.hera.broker.link;

import dev.hera.wire.Frame;
import dev.hera.wire.scram.ScramBroker;

/// Where a link stands. It only moves down this list; the socket that owns it says when.
sealed interface LinkState {
    /// The socket is open, `hera.hello` has not come.
    record Greeting() implements LinkState {}

    /// The challenge is out, `hera.prove` has not come.
    record Proving(Frame.Hello hello, ScramBroker exchange) implements LinkState {}

    /// Proved: calls flow.
    record Linked(WorkerLink link, Inbox inbox) implements LinkState {}

    /// We said goodbye and wait for the other side's.
    ///
    /// @param until when we stop waiting, on the monotonic clock
    record Closing(long until) implements LinkState {}

    /// Over.
    record Closed() implements LinkState {}
}
