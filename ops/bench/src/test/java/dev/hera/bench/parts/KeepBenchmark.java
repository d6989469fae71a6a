package dev.hera.bench.parts;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.JournalSettings;
import dev.hera.broker.journal.Recording;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Endpoint.RecordMode;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A call's record, from its opening until it outlives a power cut, in a journal on a real disk.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KeepBenchmark {
    private static final int TOGETHER = 64;
    private static final Endpoint ECHO = Endpoint.of(Sample.ENDPOINT);
    private static final Caller CALLER = new Caller("caller");
    private static final Outcome ANSWERED =
            new Outcome.Answered(
                    200,
                    Map.of(),
                    Sample.body(),
                    "application/json",
                    "metrics-1",
                    new Ledger(1_000_000, 1_000, 2_000, 3_000, 4_000));

    private Path folder = Path.of("");
    private Journal journal = Journal.counting();

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("hera-keep-");
        journal =
                Journal.in(
                        JournalSettings.usual(folder).everywhere(RecordMode.DURABLE),
                        InstantSource.system(),
                        fault -> {
                            throw new IllegalStateException(fault);
                        });
    }

    @TearDown
    public void close() throws IOException {
        journal.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    /// One call alone: its sync is its own.
    @Benchmark
    public boolean keepOne() {
        try (Recording recording = opened()) {
            return kept(recording);
        }
    }

    /// One of 64 that are under way together.
    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public boolean keepOneOf64() {
        List<Recording> all = new ArrayList<>(TOGETHER);
        for (int i = 0; i < TOGETHER; i++) {
            all.add(opened());
        }
        boolean kept = true;
        for (Recording recording : all) {
            kept &= kept(recording);
            recording.close();
        }
        return kept;
    }

    private Recording opened() {
        CallId id = CallId.next(Instant.now(), 1, ThreadLocalRandom.current());
        if (journal.open(Sample.call(id, "/0/echo"), CALLER, ECHO) instanceof Recording recording) {
            return recording;
        }
        throw new IllegalStateException("the journal takes no call");
    }

    private static boolean kept(Recording recording) {
        Deadline soon = Deadline.after(Duration.ofSeconds(10), System.nanoTime());
        if (!recording.awaitBeforeAnswer(soon)) {
            throw new IllegalStateException("a record was not kept");
        }
        recording.complete(ANSWERED);
        return true;
    }
}
