/// The least a worker needs: a name, an endpoint, a start.
@NullMarked
package dev.hera.examples.hello;

import org.jspecify.annotations.NullMarked;
