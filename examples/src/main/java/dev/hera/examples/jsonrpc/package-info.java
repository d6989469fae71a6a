/// JSON-RPC methods: on a service object by jsonrpc4j's annotations, and as lambdas where a method
/// takes whatever comes.
@NullMarked
package dev.hera.examples.jsonrpc;

import org.jspecify.annotations.NullMarked;
