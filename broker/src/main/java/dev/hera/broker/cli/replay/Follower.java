package dev.hera.broker.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.cli.terminal.BrokerOption;
import dev.hera.broker.cli.terminal.Failure;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Looks at a replay until it is over; one thread.
///
/// A replay goes on when its broker is started again, so a broker that does not answer is waited
/// for.
final class Follower {
    private static final long TICK_MILLIS = 500;
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();

    private final BrokerOption broker;
    private final String path;
    private final @Nullable PrintWriter terminal;
    private int width;

    /// @param terminal where one line shows how it goes; null for nowhere
    Follower(BrokerOption broker, String path, @Nullable PrintWriter terminal) {
        this.broker = broker;
        this.path = path;
        this.terminal = terminal;
    }

    /// The last that was heard of it.
    ///
    /// @throws Failure when its broker does not answer for a minute
    JsonNode follow(JsonNode first) throws InterruptedException {
        JsonNode last = first;
        long heard = System.nanoTime();
        while (Reports.goesOn(last)) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            try {
                JsonNode next = broker.ask("GET", path);
                long now = System.nanoTime();
                show(Reports.line(next, last, now - heard));
                last = next;
                heard = now;
            } catch (Failure away) {
                if (System.nanoTime() - heard > PATIENCE) {
                    throw away;
                }
                show("its broker does not answer; waiting for it");
            }
        }
        if (terminal != null) {
            terminal.println();
        }
        return last;
    }

    /// Writes over the line before.
    private void show(String line) {
        if (terminal != null) {
            terminal.print('\r' + line + " ".repeat(Math.max(0, width - line.length())));
            terminal.flush();
            width = line.length();
        }
    }
}
