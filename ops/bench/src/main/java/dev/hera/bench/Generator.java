package dev.hera.bench;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// Puts a load on a server and says what came of it.
///
/// Open loop: each call has its moment, and its latency counts from there, also when every
/// connection was busy; a server that stalls therefore shows for every call that would have been
/// made meanwhile. Closed loop: each connection sends its next call when the last is answered.
/// A virtual thread a connection.
///
/// It spends more CPU a call than wrk does: on two cores it saturates a server at about two thirds
/// of wrk's rate. So `ops/bench/run` takes rates from wrk, and latencies at a steady rate from
// here.
public final class Generator {
    /// The first seconds of this process are its own slowness, not the server's.
    private static final Duration WARM_UP = Duration.ofSeconds(6);

    private static final long MAX_LATE_MICROS = 1000;

    private final Load load;
    private final Schedule schedule;
    private final Tally tally;
    private final long end;

    private Generator(Load load, long seed) {
        long start = System.nanoTime();
        this.load = load;
        this.schedule = new Schedule(load.perSecond(), start, seed);
        this.tally = new Tally(load.length());
        this.end = start + load.length().toNanos();
    }

    /// Runs a load to its end.
    ///
    /// @param seed of the moments of an open loop
    public static Tally run(Load load, long seed) {
        Generator generator = new Generator(load, seed);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < load.connections(); i++) {
                threads.execute(generator::drive);
            }
        }
        return generator.tally;
    }

    /// Each connection takes the next moment nobody has taken; a broken one is opened anew.
    private void drive() {
        Connection connection = null;
        for (long moment = moment(); moment < end; moment = moment()) {
            connection = callOnce(connection, moment);
        }
        if (connection != null) {
            close(connection);
        }
    }

    private long moment() {
        return load.isOpenLoop() ? schedule.next() : System.nanoTime();
    }

    private @Nullable Connection callOnce(@Nullable Connection open, long moment) {
        await(moment);
        Connection used = open;
        try {
            if (used == null) {
                used = new Connection(load);
            }
            used.call();
        } catch (IOException | NumberFormatException e) {
            tally.failed();
            if (used != null) {
                close(used);
            }
            used = null;
        }
        tally.took(System.nanoTime() - moment);
        return used;
    }

    private void await(long moment) {
        if (System.nanoTime() >= moment) {
            return;
        }
        while (System.nanoTime() < moment) {
            LockSupport.parkNanos(moment - System.nanoTime());
        }
        tally.left(System.nanoTime() - moment);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (IOException _) {
            // It is given up either way.
        }
    }

    /// @param args URL, calls a second (0: closed loop), connections, seconds, file of the token
    public static void main(String[] args) throws IOException {
        if (args.length < 4) {
            System.err.println("usage: Generator URL PER_SECOND CONNECTIONS SECONDS [TOKEN_FILE]");
            return;
        }
        String token = args.length > 4 ? Files.readString(Path.of(args[4])).strip() : "";
        String body = "{\"text\":\"" + "x".repeat(129) + "\"}";
        Load load =
                new Load(
                        URI.create(args[0]),
                        token,
                        body,
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Duration.ofSeconds(Long.parseLong(args[3])));
        run(load.lasting(WARM_UP), 1);
        Tally tally = run(load, 2);
        boolean counts = tally.latenessMicros(99) <= MAX_LATE_MICROS;
        System.out.println(tally + (counts ? "" : "; does not count, the generator was late"));
    }
}
