package dev.hera.broker.cli.up;

/// What a person asked `up` for.
///
/// @param brokers how many
/// @param workers how many
/// @param haproxy whether one stands in front
/// @param restarts whether a part that ends is started again
record Wanted(int brokers, int workers, boolean haproxy, boolean restarts) {}
