package dev.hera.worker;

import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.worker.watch.CallEnded;
import dev.hera.worker.watch.CallWatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/// Runs calls and tells those who watch how each ended; any thread.
final class Watched implements BiFunction<Frame.Invoke, Duration, Frame.Reply> {
    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);
    private static final int FAILED = 500;

    private final BiFunction<Frame.Invoke, Duration, Frame.Reply> run;
    private final List<CallWatch> watches;

    Watched(BiFunction<Frame.Invoke, Duration, Frame.Reply> run, List<CallWatch> watches) {
        this.run = run;
        this.watches = watches;
    }

    @Override
    public Frame.Reply apply(Frame.Invoke call, Duration left) {
        long began = System.nanoTime();
        int status = FAILED;
        try {
            Frame.Reply reply = run.apply(call, left);
            status = status(reply);
            return reply;
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            tell(new CallEnded(call.uuid(), call.endpoint(), call.attempt(), status, took));
        }
    }

    private static int status(Frame.Reply reply) {
        if (reply instanceof Frame.Answer answer) {
            return answer.status();
        }
        boolean misfit =
                reply instanceof Frame.Failure failure
                        && failure.code() == ErrorCode.INVALID_PARAMS;
        return misfit ? 400 : FAILED;
    }

    private void tell(CallEnded ended) {
        for (CallWatch watch : watches) {
            try {
                watch.ended(ended);
            } catch (RuntimeException e) {
                LOG.warn("{} failed over call {}", watch, ended.uuid(), e);
            }
        }
    }
}
