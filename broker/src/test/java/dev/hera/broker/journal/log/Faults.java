package dev.hera.broker.journal.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Counts operations and lets one of them fail; after it everything works again. Any thread.
public final class Faults {
    private final int at;
    private final String words;
    private int count;
    private @Nullable String hit;

    /// @param at which operation fails, from 1
    /// @param words what the system says then
    public Faults(int at, String words) {
        this.at = at;
        this.words = words;
    }

    /// Nothing fails.
    public static Faults none() {
        return new Faults(0, "");
    }

    synchronized void step(String what) throws IOException {
        if (++count == at) {
            hit = what;
            throw new IOException(words);
        }
    }

    /// What failed; null when nothing did.
    public synchronized @Nullable String hit() {
        return hit;
    }
}
