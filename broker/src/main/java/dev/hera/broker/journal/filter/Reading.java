package dev.hera.broker.journal.filter;

/// What came of reading a filter.
public sealed interface Reading permits Filter, Misread {}
