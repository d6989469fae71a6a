package dev.hera.broker.journal.flight;

/// How far a call came before its broker died.
///
/// @param status what its caller was told, or would have been; 0 while it had not ended
public record Reached(Stage stage, int status) {}
