package dev.hera.broker.cli.up;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// One process of the platform, before it runs.
///
/// @param name of its log and of the file with its process number
/// @param command program and arguments
/// @param environment added to an inherited one without anything of ours
/// @param address what the person reads
/// @param ready asked over and over until it says so; must answer soon
/// @param farewell the signal that asks it to finish
/// @param grace how long it may take to finish
record Part(
        String name,
        List<String> command,
        Map<String, String> environment,
        String address,
        BooleanSupplier ready,
        Farewell farewell,
        Duration grace) {
    Part {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// How a process is asked to finish.
    enum Farewell {
        TERM,
        /// HAProxy's: no new connections, and the end when the last call has its answer.
        USR1
    }
}
