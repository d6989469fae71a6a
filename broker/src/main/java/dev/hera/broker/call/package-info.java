/// The words of the broker: what a call is, who makes it, how long it may take, how it ended.
///
/// A [dev.hera.broker.call.Call] is built once by a door and never changes. It ends in exactly one
/// [dev.hera.broker.call.Outcome], which is honest about what happened: answered, accepted, not
/// executed, or unknown. A [dev.hera.broker.call.Refusal] says why a call was not executed.
/// Everything here is an immutable value; nothing here does anything.
@NullMarked
package dev.hera.broker.call;

import org.jspecify.annotations.NullMarked;
