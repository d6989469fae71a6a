package dev.hera.broker.accept.lane;

import java.time.Duration;

/// A lane as it stands, for people and programs.
///
/// @param pending waiting, resting and with workers
/// @param perSecond the rate that is set
/// @param drained calls that left the backlog in a second, lately
/// @param oldest age of the oldest pending call; zero when there is none
/// @param stalled no worker took the last delivery
public record LaneView(
        String endpoint,
        int pending,
        int inFlight,
        int parked,
        int quarantined,
        double perSecond,
        double drained,
        Duration oldest,
        boolean paused,
        boolean stalled,
        String lastTrouble) {}
