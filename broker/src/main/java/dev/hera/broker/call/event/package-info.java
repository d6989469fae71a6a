/// What is said when a call is over, to those who count, log and trace.
///
/// A [dev.hera.broker.call.event.CallListener] hears of each call once, as an
/// [dev.hera.broker.call.event.Ended], on the call's own thread and before its caller knows. The
/// path of a call says it and knows nobody who listens; whoever listens changes nothing, and must
/// be quick.
@NullMarked
package dev.hera.broker.call.event;

import org.jspecify.annotations.NullMarked;
