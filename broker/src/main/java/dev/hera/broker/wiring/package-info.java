/// How the rooms of a broker are joined: one class for each thing that takes several rooms.
///
/// Only [dev.hera.broker.Broker] builds these, and no room knows of them: a room is told by a
/// function what it needs of another. [dev.hera.broker.wiring.Known] is what ZooKeeper told,
/// [dev.hera.broker.wiring.Journals] and [dev.hera.broker.wiring.LaterCalls] open what keeps
/// calls, [dev.hera.broker.wiring.Announcements] and [dev.hera.broker.wiring.Settles] pass on what
/// workers say, [dev.hera.broker.wiring.Recalling], [dev.hera.broker.wiring.Observing] and
/// [dev.hera.broker.wiring.Overseeing] are for those who look at calls and brokers afterwards.
@NullMarked
package dev.hera.broker.wiring;

import org.jspecify.annotations.NullMarked;
