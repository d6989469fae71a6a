/// A broker for tests that follows a script, and may misbehave: real sockets, real frames.
@NullMarked
package dev.hera.worker.scripted;

import org.jspecify.annotations.NullMarked;
