/// What stands around every endpoint: timing, a check at the door, a library's exceptions turned
/// into answers.
@NullMarked
package dev.hera.examples.middleware;

import org.jspecify.annotations.NullMarked;
