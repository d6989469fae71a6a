package dev.hera.broker.journal.find;

/// What came of reading a filter.
public sealed interface Reading permits Filter, Misread {}
