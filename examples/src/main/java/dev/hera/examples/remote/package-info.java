/// Calls to other endpoints: as an interface, as a call put together by hand, and as a future, all
/// over the links that the worker has anyway.
@NullMarked
package dev.hera.examples.remote;

import org.jspecify.annotations.NullMarked;
