package dev.hera.worker.talk;

import dev.hera.worker.calls.Duties;
import dev.hera.worker.calls.Pulse;
import dev.hera.worker.calls.Workload;
import dev.hera.worker.socket.Dialler;

import java.util.random.RandomGenerator;

/// What all links of a process share.
///
/// @param me who dials
/// @param dialler opens sockets
/// @param duties runs calls and knows the endpoints
/// @param workload counts calls
/// @param pulse reads vitals
/// @param timings how patient links are
/// @param random spreads dials; used by many threads
public record LinkTools(
        Identity me,
        Dialler dialler,
        Duties duties,
        Workload workload,
        Pulse pulse,
        LinkTimings timings,
        RandomGenerator random) {}
