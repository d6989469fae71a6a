/// Finds the record of a call, wherever it lies: a caller asks again for an answer that was lost,
/// an operator looks a call up.
///
/// A call's id says which broker made it. [dev.hera.broker.recall.Recall] looks at home when that
/// is this broker, and otherwise asks that one, through [dev.hera.broker.recall.Peers]; there
/// [dev.hera.broker.recall.PeerDesk] answers. Brokers ask in the name of the one who asked them, an
/// [dev.hera.broker.recall.Asker], and the one that has the record decides whether it may be seen:
/// a record that is not the asker's is the same as none.
/// Every question is bounded in time and in size; a broker that does not answer is
/// [dev.hera.broker.recall.Found.Away], which is not the same as none.
@NullMarked
package dev.hera.broker.recall;

import org.jspecify.annotations.NullMarked;
