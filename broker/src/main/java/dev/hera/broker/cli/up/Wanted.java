package dev.hera.broker.cli.up;

import java.util.Map;

/// What a person asked `up` for.
///
/// @param brokers how many
/// @param workers how many
/// @param haproxy whether one stands in front
/// @param restarts whether a part that ends is started again
/// @param settings of every broker, as environment variables
record Wanted(
        int brokers,
        int workers,
        boolean haproxy,
        boolean restarts,
        Map<String, String> settings) {}
