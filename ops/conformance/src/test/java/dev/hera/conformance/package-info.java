/// The suite held to its own word: the document is read by the codec, and the Java worker and a
/// real broker pass every check.
///
/// [dev.hera.conformance.DocumentTest] keeps `ops/docs/protocol.md` from rotting: examples,
// members,
/// limits, codes and the worked proof are compared with what the code does. The integration tests
/// start whole programs, as anyone who writes a worker in another language would.
@NullMarked
package dev.hera.conformance;

import org.jspecify.annotations.NullMarked;
