package dev.hera.trials.routing;

import java.util.Locale;

/// What befalls one worker of a crew.
enum Trouble {
    /// Nothing, for comparison.
    NONE("nothing is wrong"),
    /// Spinning neighbours on its one carrier thread.
    CPU("three spinning neighbours on the one core that the worker's handlers have"),
    /// A heap that is 90 % full of live objects.
    MEMORY("90 % of a small heap hoarded, so that every collection is a full one"),
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
