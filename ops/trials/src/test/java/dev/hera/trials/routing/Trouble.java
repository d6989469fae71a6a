package dev.hera.trials.routing;

import java.util.Locale;

/// What befalls one worker of a crew.
enum Trouble {
    /// Nothing, for comparison.
    NONE("nothing is wrong"),
    /// A spinning neighbour on its one carrier thread.
    CPU("a neighbour that spins 50 of every 55 ms on the one core that handlers have"),
    /// A heap that is full of live objects.
    MEMORY("97 % of a small heap hoarded, so that every collection is a full one"),
    /// A handler that sleeps.
    LATENCY("a handler that waits 200 ms instead of 8"),
    /// The process stands still.
    STOPPED("SIGSTOP"),
    /// A handler that throws at once.
    FAILING("a handler that throws at once");

    private final String words;

    Trouble(String words) {
        this.words = words;
    }

    /// For the report.
    String words() {
        return words;
    }

    /// What a toiler is told.
    String command() {
        return name().toLowerCase(Locale.ROOT);
    }
}
