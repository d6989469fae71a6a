package dev.hera.broker.link;

import dev.hera.wire.Frame;

import java.time.Duration;

/// One link as the page and the command line show it.
///
/// @param worker the id given by this broker
/// @param hello what the worker said of itself
/// @param address where it dialled from
/// @param age since it joined
/// @param inFlight calls that wait for its answer
/// @param waitingMessages messages that wait to leave
/// @param waitingBytes their bytes
/// @param silence since it last answered the pulse
public record LinkView(
        String worker,
        Frame.Hello hello,
        String address,
        Duration age,
        int inFlight,
        int waitingMessages,
        long waitingBytes,
        Duration silence) {}
