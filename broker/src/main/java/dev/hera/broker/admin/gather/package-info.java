/// Calls of all brokers, gathered for the plan of a replay, and fetched when they are sent.
///
/// [dev.hera.broker.admin.gather.Gathering] stands at the broker that plans and runs a
/// replay: on a [dev.hera.broker.admin.gather.Tour] it asks all others the same
/// [dev.hera.broker.admin.gather.GatherQuestion] until each has shown all, and fetches
/// records one by one while the replay runs. [dev.hera.broker.admin.gather.GatherDesk]
/// answers for the calls of one broker. What is told is little: ids, endpoints, and whether a
/// call can be sent at all. What was masked stays masked, and the contents of accepted calls
/// do not leave their broker.
@NullMarked
package dev.hera.broker.admin.gather;

import org.jspecify.annotations.NullMarked;
