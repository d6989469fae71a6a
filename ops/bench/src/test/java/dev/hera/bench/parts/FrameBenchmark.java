package dev.hera.bench.parts;

import dev.hera.broker.call.CallId;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.codec.FrameReader;
import dev.hera.wire.codec.FrameWriter;
import dev.hera.wire.codec.ReplyKind;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// A call and its answer as messages of a link: the body is put in and taken out as it is.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameBenchmark {
    private final Frame.Invoke call = Sample.invoke(CallId.next(Instant.EPOCH, 1, new Random(1)));
    private final Frame.Answer answer =
            new Frame.Answer(
                    1,
                    200,
                    Map.of(),
                    Sample.body(),
                    "application/json",
                    new Load(1, 1, 50, false, false, false));
    private final byte[] callBytes = FrameWriter.write(call);
    private final byte[] answerBytes = FrameWriter.write(answer);

    /// By a broker.
    @Benchmark
    public byte[] writeCall() {
        return FrameWriter.write(call);
    }

    /// By a worker.
    @Benchmark
    public List<Frame> readCall() {
        return FrameReader.read(callBytes, _ -> ReplyKind.NONE);
    }

    /// By a worker.
    @Benchmark
    public byte[] writeAnswer() {
        return FrameWriter.write(answer);
    }

    /// By a broker.
    @Benchmark
    public List<Frame> readAnswer() {
        return FrameReader.read(answerBytes, _ -> ReplyKind.ANSWER);
    }
}
