/// Replays in which nothing is run but the replayed call itself.
///
/// What its handler calls is answered from the records of the calls that the handler of then made:
/// [dev.hera.broker.replay.hermetic.Children] finds them, and for each walk of a replayed call
/// there are [dev.hera.broker.replay.hermetic.Echoes], which give each recorded answer once. A call
/// that was not made then is refused, and is a difference, as is one that is not made any more.
/// Nothing of it is routed or recorded. The replayed call carries
/// [a mark][dev.hera.wire.compare.Hermetic] that its worker hands on, so that a broker which does
/// not know the call runs nothing either.
@NullMarked
package dev.hera.broker.replay.hermetic;

import org.jspecify.annotations.NullMarked;
