package dev.hera.worker.test;

import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.compare.Asked;
import dev.hera.wire.compare.Difference;
import dev.hera.wire.compare.Recollection;
import dev.hera.wire.compare.Recollection.Made;
import dev.hera.worker.api.remote.Way;
import dev.hera.worker.talk.Heard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;

/// Stands where a worker's links are: what its handler calls is answered from the record. Any
/// thread.
final class RecordedCalls implements Way {
    private final Kept call;
    private final HeraReplay wanted;
    private final Recollection<Kept> then;

    /// @param made the calls that the handler made then, in their order
    RecordedCalls(Kept call, List<Kept> made, HeraReplay wanted, Sameness same) {
        this.call = call;
        this.wanted = wanted;
        List<Made<Kept>> all = made.stream().map(one -> new Made<>(one.question(), one)).toList();
        then = new Recollection<>(all, List.of(wanted.ignore()), same);
    }

    @Override
    public Heard ask(LongFunction<Frame.Request> question, UUID parent, Duration within) {
        return question.apply(1) instanceof Frame.RemoteCall frame
                ? new Heard.Replied(answer(asked(frame)))
                : new Heard.NotSent("only calls are answered from a record");
    }

    private static Asked asked(Frame.RemoteCall frame) {
        int space = frame.endpoint().indexOf(' ');
        boolean rpc = space < 0;
        return new Asked(
                frame.endpoint(),
                rpc ? "" : frame.endpoint().substring(0, space),
                rpc ? frame.endpoint() : frame.path(),
                frame.query(),
                frame.body());
    }

    private Frame.Reply answer(Asked asked) {
        Optional<Kept> found = then.recall(asked);
        if (found.isEmpty()) {
            return refused("call %s made no such call, or not so often: %s", asked);
        }
        Frame.Reply reply = found.get().reply();
        if (reply == null || (found.get().isAnswerMasked() && !wanted.masked())) {
            String why = reply == null ? "its answer was not kept" : "its answer was masked";
            then.note(asked, asked + ": " + why);
            return refused("call %s made this call, but " + why + ": %s", asked);
        }
        return reply;
    }

    private Frame.Failure refused(String why, Asked asked) {
        String text = why.formatted(call.uuid(), asked.endpoint());
        Frame.Told told = new Frame.Told(call.uuid(), "not-executed", "");
        return new Frame.Failure(1, ErrorCode.FORBIDDEN, text, null, told);
    }

    /// What the handler called otherwise than then; where several workers had been asked to run the
    /// call, what is left of their calls says nothing.
    List<Difference> differences() {
        return then.differences().stream()
                .filter(one -> call.hasOneAttempt() || !one.now().equals(Difference.ABSENT))
                .toList();
    }
}
