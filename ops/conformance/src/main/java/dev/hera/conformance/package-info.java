/// `ops/hera conformance`: tells whether a program keeps to the link protocol.
///
/// [dev.hera.conformance.Main] starts it: against a worker program, which is given a scripted
/// broker, or against a broker, which is given scripted workers. What is checked lies in data files
/// (`script`), how it is played in `play`, what is said on the wire in `socket`. Of the platform
/// only the contract is known here, so that a fault of the real link cannot hide in the suite.
@NullMarked
package dev.hera.conformance;

import org.jspecify.annotations.NullMarked;
