/// What is done with records besides writing and reading them.
///
/// [dev.hera.broker.journal.keep.Parts] makes entries of the parts of a call, large bodies
/// apart; [dev.hera.broker.journal.keep.Shelf] reads them back.
/// [dev.hera.broker.journal.keep.Marks] holds pins and tombstones, in memory and among the
/// marks of the store. At a start [dev.hera.broker.journal.keep.Recovery] gives an ending to
/// the calls whose broker died; [dev.hera.broker.journal.keep.Retention] removes what is too
/// old or too much, a little at a time, and [dev.hera.broker.journal.keep.DiskRoom] says when
/// there is too little room to go on.
@NullMarked
package dev.hera.broker.journal.keep;

import org.jspecify.annotations.NullMarked;
