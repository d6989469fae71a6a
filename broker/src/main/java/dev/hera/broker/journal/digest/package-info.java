/// The calls on disk in short, in columns: what most filters ask about, without reading a record.
///
/// [dev.hera.broker.journal.digest.Digest] follows the tables a second behind, on a thread of its
/// own; each call is a [dev.hera.broker.journal.digest.Row] of 68 bytes in a
/// [dev.hera.broker.journal.digest.Sheet], a mapped file without a name, so that a killed process
/// leaves nothing: a start makes the digest again while searches read the tables. A
/// [dev.hera.broker.journal.digest.Judge] says of a row whether a filter finds it: yes, no, or
/// maybe, and only then the record is read. What changes behind the digest's back is noted first
/// and read from the tables until the row is right again.
/// [dev.hera.broker.journal.digest.Skim] goes through the rows for one search.
@NullMarked
package dev.hera.broker.journal.digest;

import org.jspecify.annotations.NullMarked;
