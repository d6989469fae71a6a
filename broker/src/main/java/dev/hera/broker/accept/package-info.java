/// Calls that are confirmed at once and delivered later.
///
/// [dev.hera.broker.accept.Acceptor] takes a call: it is looked at as its endpoint declared, there
/// must be room, it is written to disk, and only then it is confirmed. A
/// [dev.hera.broker.accept.Conveyor] per endpoint moves its calls: it asks its lane for the next
/// step, writes down that an attempt begins, delivers through the dispatcher like any other call,
/// and writes down what the ending leads to. [dev.hera.broker.accept.Backlog] has all conveyors
/// and what operators see and do.
/// A broker that dies anywhere in between finds on its disk what it had confirmed: a call that was
/// with a worker is delivered again, with the same id and a higher attempt.
@NullMarked
package dev.hera.broker.accept;

import org.jspecify.annotations.NullMarked;
