package dev.hera.broker.journal;

/// What came of asking the journal to take a call.
public sealed interface Opened permits Recording, Unwell {}
