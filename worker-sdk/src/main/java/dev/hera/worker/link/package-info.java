/// One outbound link per broker, kept up for as long as the broker is there.
///
/// [dev.hera.worker.link.LinkKeeper] is told which brokers there are and holds one
/// [dev.hera.worker.link.BrokerLink] each, whose thread dials, waits and dials again, spread out by
/// [dev.hera.worker.link.Backoff]. What is said over the open socket is the room
/// [dev.hera.worker.talk] beside.
///
/// ZooKeeper finds, sockets tell: a broker that vanished from ZooKeeper keeps its working link,
/// and is forgotten only when that ends. A lame duck's calls run to their end on the old socket
/// while the link dials anew.
@NullMarked
package dev.hera.worker.link;

import org.jspecify.annotations.NullMarked;
