package dev.hera.broker.replay.plan;

import java.util.List;
import java.util.Map;

/// What a replay would do.
///
/// @param found calls that were selected
/// @param sendable those that can be sent
/// @param masked of these, those that go out with masks in place of secrets
/// @param leftOut why the others cannot, and how many of each
/// @param endpoints how many go to each
/// @param elsewhere how many of the found ones other brokers have recorded, by broker
/// @param missing brokers whose records are not looked at, and why; their calls are not in the plan
/// @param effects sendable ones that are not idempotent and may have run: with any of them a start
///     is refused without the flag `effects`
/// @param sentBefore sendable ones that an earlier replay sent to the same target: with any of them
///     a start is refused without the flag `again`
/// @param bytes of their bodies
/// @param seconds how long it takes at the rate; -1 when it is as fast as there is room for
/// @param workers of the target that take calls now
/// @param slots of these workers
/// @param running calls that they run now
/// @param cpu of the busiest of them, 0..1
public record Forecast(
        int found,
        int sendable,
        int masked,
        Map<String, Long> leftOut,
        Map<String, Long> endpoints,
        Map<String, Long> elsewhere,
        List<String> missing,
        int effects,
        int sentBefore,
        long bytes,
        long seconds,
        int workers,
        int slots,
        int running,
        double cpu) {
    public Forecast {
        leftOut = Map.copyOf(leftOut);
        endpoints = Map.copyOf(endpoints);
        elsewhere = Map.copyOf(elsewhere);
        missing = List.copyOf(missing);
    }
}
