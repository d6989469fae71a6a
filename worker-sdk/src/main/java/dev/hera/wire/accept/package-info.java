/// How an endpoint accepts calls that are delivered later: declared as values, never as code.
///
/// [dev.hera.wire.accept.Acceptance] is the whole policy: when calls are accepted, how that is
/// confirmed ([dev.hera.wire.accept.Confirmation]), what is checked and changed before the write
/// ([dev.hera.wire.accept.Screening]) and how calls are delivered afterwards
/// ([dev.hera.wire.accept.Delivery]). A worker announces it, brokers remember it and act on it
/// while no worker is there. A policy that cannot hold can be carried, so that the broker refuses
/// that one endpoint and says why: `faults` lists what is wrong in words.
@NullMarked
package dev.hera.wire.accept;

import org.jspecify.annotations.NullMarked;
