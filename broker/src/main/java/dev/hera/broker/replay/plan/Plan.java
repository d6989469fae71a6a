package dev.hera.broker.replay.plan;

/// A replay that could be started.
///
/// @param id of the replay
/// @param by the token id of who asked
/// @param madeAt the moment of the forecast, ISO 8601
public record Plan(String id, String by, String madeAt, Wanted wanted, Forecast forecast) {}
