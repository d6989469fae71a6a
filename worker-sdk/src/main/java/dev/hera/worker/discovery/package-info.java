/// Where the brokers are; the only room of the SDK that knows ZooKeeper.
///
/// [dev.hera.worker.discovery.BrokerWatch] keeps the list of brokers as ZooKeeper has it: read
/// strictly, each address checked against [dev.hera.worker.discovery.AllowedHosts] before anyone
/// dials it, and a node that vanished kept for two seconds more
/// ([dev.hera.worker.discovery.Sightings]), since a broker whose session expired comes back with
/// a new node. What was last known lies in a file ([dev.hera.worker.discovery.BrokerCache]), for a
/// worker that starts while ZooKeeper is away.
/// The list is a hint: nothing here opens or closes a link.
@NullMarked
package dev.hera.worker.discovery;

import org.jspecify.annotations.NullMarked;
