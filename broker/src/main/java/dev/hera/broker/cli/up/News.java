package dev.hera.broker.cli.up;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// What the person in front of `up` reads, a line at a time; any thread.
///
/// @param out usually standard output
record News(PrintStream out) {
    /// A line about a part.
    void say(String part, String what) {
        line("%-10s %s".formatted(part, what));
    }

    /// A line as it is.
    void line(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /// `1.4 s`.
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
