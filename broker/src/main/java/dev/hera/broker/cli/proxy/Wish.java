package dev.hera.broker.cli.proxy;

import dev.hera.broker.cli.proxy.Slot.State;

/// What should become of the slot that points at a broker.
///
/// @param place `127.0.0.1:9101`
/// @param state what the slot should be told; only [State#READY] gives a slot to a broker that has
///     none
record Wish(String place, State state) {}
