/// Callers' tokens and workers' secrets: made, listed and taken back.
///
/// [dev.hera.broker.cli.keys.KeyRing] is where they are kept, in ZooKeeper, and every broker hears
/// of a change at once. A secret's text is shown once, when it is made, and is kept nowhere: not in
/// ZooKeeper, not in a log. `ops/hera up` makes the first ones by the same ring.
@NullMarked
package dev.hera.broker.cli.keys;

import org.jspecify.annotations.NullMarked;
