/// How brokers find each other and share settings: the only room that knows ZooKeeper.
///
/// [dev.hera.broker.cluster.Cluster] is the connection. [dev.hera.broker.cluster.Membership]
/// keeps this broker's ephemeral node there, owned by its own session, whatever happens to
/// sessions; [dev.hera.broker.cluster.SharedTree] hands on the children of a node whenever
/// they change. [dev.hera.broker.cluster.Policies] keeps what was announced for brokers that
/// have not seen a worker yet. ZooKeeper finds; sockets tell: nothing here is ever asked on
/// the path of a call, and when ZooKeeper is away, what was known stays known.
/// [dev.hera.broker.cluster.EmbeddedZooKeeper] is a server of our own, for one machine.
@NullMarked
package dev.hera.broker.cluster;

import org.jspecify.annotations.NullMarked;
