/// Beside a HAProxy: its server slots are kept as the brokers in ZooKeeper are.
///
/// HAProxy's configuration has empty slots, and its runtime socket fills them without a reload.
/// [dev.hera.broker.cli.proxy.HaproxySync] looks four times a second: which brokers ZooKeeper
/// names, what each says about itself, and what the slots are; [dev.hera.broker.cli.proxy.SlotPlan]
/// makes the commands that bring the one to the other. Since each look begins with what HAProxy
/// really has, a restart of HAProxy or of this process needs no case of its own.
///
/// Who is dead is not decided here: that is what HAProxy's own health checks are for. ZooKeeper
/// finds brokers, a broker says itself whether it wants calls, and silence changes nothing as long
/// as its node stands.
@NullMarked
package dev.hera.broker.cli.proxy;

import org.jspecify.annotations.NullMarked;
