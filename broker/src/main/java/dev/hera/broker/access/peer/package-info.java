/// How brokers prove to each other what they ask and answer, without showing a secret.
///
/// Every broker knows the SHA-256 of each token, and nobody else does. A broker that asks another
/// for somebody's call signs the question with that hash, a [dev.hera.broker.access.peer.Pass],
/// and the other signs its answer with the same. A node in ZooKeeper that somebody else put there
/// learns nothing it could use, and what it answers is not believed.
@NullMarked
package dev.hera.broker.access.peer;

import org.jspecify.annotations.NullMarked;
