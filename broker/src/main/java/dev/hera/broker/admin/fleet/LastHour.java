package dev.hera.broker.admin.fleet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// What charts are drawn of, as this broker counted it during the last hour; in memory alone.
///
/// One thread looks every half minute, at the same instants on each broker whose clock is right, so
/// that what they saw can be added up. Any thread may read.
public final class LastHour implements AutoCloseable {
    /// Between two looks.
    static final Duration EVERY = Duration.ofSeconds(30);

    /// Looks that are kept, an hour of them.
    static final int MOST = 120;

    /// Bytes that are kept, packed; beyond them the oldest look goes.
    static final int MOST_BYTES = 8 << 20;

    /// Bytes that one reader is given; beyond them he is spared the oldest looks.
    static final int MOST_TOLD = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LastHour.class);

    private final InstantSource clock;
    private final Supplier<String> lines;
    private final Deque<Packed> kept = new ArrayDeque<>();
    private int bytes;
    private boolean dropped;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("hera-last-hour").unstarted(this::run);
    private volatile boolean closing;

    private record Packed(Instant at, byte[] lines) {}

    /// What was seen at an instant.
    ///
    /// @param at a multiple of half a minute
    /// @param lines of Prometheus' text
    public record Look(Instant at, String lines) {}

    /// @param looks the oldest first
    /// @param fromStart whether nothing is missing that was seen since the broker's start
    public record Told(List<Look> looks, boolean fromStart) {
        public Told {
            looks = List.copyOf(looks);
        }
    }

    /// @param lines what charts are drawn of, as it stands
    LastHour(InstantSource clock, Supplier<String> lines) {
        this.clock = clock;
        this.lines = lines;
    }

    /// Begins to look.
    ///
    /// @param metrics of this broker, as Prometheus' text
    public static LastHour start(InstantSource clock, Supplier<String> metrics) {
        LastHour hour = new LastHour(clock, () -> Figures.lines(metrics.get()));
        hour.thread.start();
        return hour;
    }

    private void run() {
        while (!closing) {
            long every = EVERY.toMillis();
            LockSupport.parkUntil(this, (clock.millis() / every + 1) * every);
            if (!closing) {
                look();
            }
        }
    }

    /// Looks now, unless it has in this half minute.
    void look() {
        try {
            long every = EVERY.toMillis();
            Instant at = Instant.ofEpochMilli(clock.millis() / every * every);
            keep(new Packed(at, packed(lines.get())));
        } catch (RuntimeException e) {
            LOG.warn("the figures of this half minute are not kept for charts", e);
        }
    }

    private synchronized void keep(Packed look) {
        Packed last = kept.peekLast();
        if (last != null && !look.at().isAfter(last.at())) {
            return;
        }
        kept.add(look);
        bytes += look.lines().length;
        while (kept.size() > MOST || bytes > MOST_BYTES) {
            bytes -= kept.remove().lines().length;
            dropped = true;
        }
    }

    /// What was seen, of the lines that are wanted.
    Told told(Predicate<String> wanted) {
        List<Packed> all;
        boolean fromStart;
        synchronized (this) {
            all = List.copyOf(kept).reversed();
            fromStart = !dropped;
        }
        List<Look> looks = new ArrayList<>();
        int told = 0;
        for (Packed one : all) {
            String text =
                    unpacked(one.lines()).lines().filter(wanted).collect(Collectors.joining("\n"));
            told += text.length();
            if (told > MOST_TOLD) {
                return new Told(looks.reversed(), false);
            }
            looks.add(new Look(one.at(), text));
        }
        return new Told(looks.reversed(), fromStart);
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String unpacked(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }
}
