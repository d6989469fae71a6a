/// What stands before the gatekeeper: who has shown too many bad tokens.
///
/// [dev.hera.broker.access.guard.FailedTries] counts them by source, in memory that does not grow.
/// Only failures are counted, so that calls with a good token cost nothing here. Which address a
/// call comes from is the door's business.
@NullMarked
package dev.hera.broker.access.guard;

import org.jspecify.annotations.NullMarked;
