/// Endpoints as methods of a class of one's own: arguments by name, the body as a record, status
/// and headers through the call.
@NullMarked
package dev.hera.examples.annotated;

import org.jspecify.annotations.NullMarked;
