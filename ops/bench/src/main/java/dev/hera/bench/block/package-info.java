/// Contestants against each other, in blocks.
///
/// A machine that others use is fast now and slow then, so each block runs every contestant once,
/// in random order, and only ratios and differences inside one block count;
/// [dev.hera.bench.block.Median] is over blocks, with an interval. [dev.hera.bench.block.Blocks]
/// runs them, [dev.hera.bench.block.Results] picks figures out of the rows, and
/// [dev.hera.bench.block.BlocksText] writes them down. Two contestants run twice in a block under
/// two names: what they differ in is noise.
@NullMarked
package dev.hera.bench.block;

import org.jspecify.annotations.NullMarked;
