/// What a call costs when there is more of something, and when it goes on for long.
///
/// [dev.hera.bench.growth.Growth] varies one thing at a time, in random order and several
/// rounds, on one platform that stays warm: endpoints and workers, which one process of its
/// own plays ([dev.hera.bench.growth.Crowd]), connections, and bodies. Calls on record are there
/// before a platform starts, so those are several platforms, loaded in turn
/// ([dev.hera.bench.growth.Shelved]).
/// [dev.hera.bench.growth.Steady] keeps one rate for minutes and watches memory, descriptors
/// and processor time of every part.
@NullMarked
package dev.hera.bench.growth;

import org.jspecify.annotations.NullMarked;
