package dev.hera.broker.link;

import dev.hera.broker.access.WorkerTable;
import dev.hera.broker.link.flow.LinkTally;
import dev.hera.wire.BrokerNode;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What every link of a broker shares.
///
/// @param settings the limits
/// @param self who we are, as ZooKeeper shows us; proofs are bound to it
/// @param workers the newest table of credentials
/// @param events who hears of what happens
/// @param asks what workers may ask
/// @param tally what is counted
/// @param nanos monotonic clock
record LinkDesk(
        LinkSettings settings,
        Supplier<BrokerNode> self,
        Supplier<WorkerTable> workers,
        LinkEvents events,
        WorkerAsks asks,
        LinkTally tally,
        LongSupplier nanos) {}
