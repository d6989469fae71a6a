/// Which calls were under way when the process died, and whether they had left.
///
/// A call's opening may be on disk while nobody knows whether a worker got it. Writing "it
/// leaves" to the journal first would cost a sync for every call; so it is written to memory
/// that the system keeps when the process is killed:
/// [dev.hera.broker.journal.flight.FlightBoard], a mapped file with a place for each call
/// under way. At the next start the board says of each how far it came. After a power cut or
/// a crash of the machine the board counts for nothing, since its pages reach the disk in no
/// order: such calls are `unknown`, which is never wrong.
@NullMarked
package dev.hera.broker.journal.flight;

import org.jspecify.annotations.NullMarked;
