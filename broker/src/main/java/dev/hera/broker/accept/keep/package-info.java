/// Accepted calls on disk, from the confirmation until they are settled.
///
/// [dev.hera.broker.accept.keep.Shelf] is a store of its own beside the journal's: a record is
/// masked and kept for people, while what is delivered must be whole and is gone afterwards. Each
/// call lies in two places: a small [dev.hera.broker.accept.keep.Entry] under its number, rewritten
/// when it moves, and its contents, written once, encrypted by
/// [dev.hera.broker.accept.keep.Seal]. A start reads the entries in the order of their numbers and
/// no contents. One thread writes, whatever waits in one batch with one sync.
@NullMarked
package dev.hera.broker.accept.keep;

import org.jspecify.annotations.NullMarked;
