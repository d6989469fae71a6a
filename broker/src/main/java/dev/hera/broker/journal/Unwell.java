package dev.hera.broker.journal;

import dev.hera.broker.call.Refusal;

/// The journal cannot take the call.
public record Unwell(Refusal.JournalUnwell refusal) implements Opened {}
