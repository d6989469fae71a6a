package dev.hera.bench;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Puts a load on a server and says what came of it.
///
/// A rate makes an [OpenLoop], which is how latencies are measured; none makes a [ClosedLoop],
/// which is how much a server can do. A caller waits until the load has ended.
public final class Generator {
    private Generator() {}

    /// Calls once and says whether the right answer came.
    public static boolean answers(Load load) {
        try (Connection connection = new Connection(load)) {
            return connection.call().isEmpty();
        } catch (IOException _) {
            return false;
        }
    }

    /// Runs a load to its end.
    ///
    /// @param seed of the moments of an open loop
    public static Tally run(Load load, long seed) {
        Tally tally = new Tally(load);
        if (load.isOpenLoop()) {
            new OpenLoop(load, tally, seed).run();
            return tally;
        }
        try {
            new ClosedLoop(load, tally).run();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector: open files may be at their limit", e);
        }
        return tally;
    }
}
