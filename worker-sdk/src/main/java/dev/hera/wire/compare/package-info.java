/// What counts as a difference between then and now, for the broker that replays calls and for the
/// tests that run recorded calls against a worker's code.
///
/// [dev.hera.wire.compare.JsonWalk] compares two values and names each
/// [dev.hera.wire.compare.Difference] by its JSON path.
/// [dev.hera.wire.compare.Recollection] stands in for other endpoints: what a handler
/// [asked][dev.hera.wire.compare.Asked] then is answered as then, and what it asks besides is a
/// difference too.
@NullMarked
package dev.hera.wire.compare;

import org.jspecify.annotations.NullMarked;
