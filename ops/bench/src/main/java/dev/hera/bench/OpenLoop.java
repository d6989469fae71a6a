package dev.hera.bench;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// Each call has its moment, and its latency counts from there, also when every connection was
/// busy: a server that stalls shows for every call that would have been made meanwhile.
///
/// A virtual thread a connection; the schedule and the tally are all that they share. A run ends
/// one limit after its last moment at the latest: what could not be sent by then had no answer.
final class OpenLoop {
    private final Load load;
    private final Schedule schedule;
    private final Tally tally;
    private final long end;

    OpenLoop(Load load, Tally tally, long seed) {
        long start = System.nanoTime();
        this.load = load;
        this.schedule = new Schedule(load.perSecond(), start, seed);
        this.tally = tally;
        this.end = start + load.length().toNanos();
    }

    void run() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < load.connections(); i++) {
                threads.execute(this::drive);
            }
        }
    }

    /// Each connection takes the next moment nobody has taken; a broken one is opened anew.
    private void drive() {
        Connection connection = null;
        for (long moment = schedule.next(); moment < end; moment = schedule.next()) {
            await(moment);
            if (System.nanoTime() - moment > load.limit().toNanos()) {
                tally.timedOut();
            } else {
                connection = callOnce(connection, moment);
            }
        }
        close(connection);
    }

    private @Nullable Connection callOnce(@Nullable Connection open, long moment) {
        Connection used = open;
        try {
            if (used == null) {
                used = new Connection(load);
            }
            String wrong = used.call();
            if (wrong.isEmpty()) {
                tally.took(System.nanoTime() - moment);
            } else {
                tally.failed(wrong);
            }
            if (!used.isOver()) {
                return used;
            }
        } catch (SocketTimeoutException _) {
            tally.timedOut();
        } catch (IOException e) {
            tally.failed(e.toString());
        }
        close(used);
        return null;
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

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException _) {
            // It is given up either way.
        }
    }
}
