/// What takes everything and keeps nothing, for benchmarks?
@NullMarked
package dev.hera.examples.discard;

import org.jspecify.annotations.NullMarked;
