/// The root: builds the rooms in order and closes them backwards.
///
/// [dev.hera.broker.Main] is the command line, [dev.hera.broker.setting.Settings] what an
/// operator has set, [dev.hera.broker.Broker] the composition: the only place that knows
/// every room. It opens the journal first and ZooKeeper last, so that nobody finds a broker
/// that cannot keep a call; it leaves ZooKeeper first and closes the journal last, for the
/// same reason. The classes in [dev.hera.broker.wiring] join several rooms each, those in
/// [dev.hera.broker.door] are the ports.
@NullMarked
package dev.hera.broker;

import org.jspecify.annotations.NullMarked;
