package dev.hera.broker.call;

import dev.hera.wire.id.BrokerMark;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/// Makes the ids of one broker's calls, and says what time it is; any thread.
public final class CallIds {
    private final String broker;
    private final InstantSource clock;
    private final int mark;

    /// @param broker the id of the broker that makes them
    public CallIds(String broker, InstantSource clock) {
        this.broker = broker;
        this.clock = clock;
        this.mark = BrokerMark.of(broker);
    }

    /// A new id, with the mark of this broker.
    public CallId next() {
        return next(clock.instant());
    }

    /// A new id for a call that came at this moment.
    public CallId next(Instant now) {
        return CallId.next(now, mark, ThreadLocalRandom.current());
    }

    /// The broker that makes them.
    public String broker() {
        return broker;
    }

    /// The wall clock.
    public Instant now() {
        return clock.instant();
    }
}
