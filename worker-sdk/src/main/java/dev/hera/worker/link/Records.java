package dev.hera.worker.link;

import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.codec.ReplyKind;
import dev.hera.wire.id.BrokerMark;
import dev.hera.worker.api.record.NotSettled;
import dev.hera.worker.api.record.SettleAs;
import dev.hera.worker.api.record.Settler;
import dev.hera.worker.talk.Heard;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/// Closes records over the link of the broker that has them, which the call's id names.
public final class Records implements Settler {
    private static final int MAX_NOTE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// What asking again does not change.
    private static final Set<Integer> LASTING =
            Set.of(ErrorCode.FORBIDDEN, ErrorCode.INVALID_PARAMS, ErrorCode.METHOD_NOT_FOUND);

    private final LinkKeeper links;

    public Records(LinkKeeper links) {
        this.links = links;
    }

    @Override
    public void settle(UUID call, SettleAs how, String note) throws InterruptedException {
        if (note.length() > MAX_NOTE) {
            throw new IllegalArgumentException(
                    "note has " + note.length() + " characters, allowed " + MAX_NOTE);
        }
        Heard heard =
                links.askAt(
                        BrokerMark.in(call),
                        id -> new Frame.Settle(id, call, how.word(), note),
                        ReplyKind.ACKNOWLEDGED,
                        PATIENCE);
        switch (heard) {
            case Heard.Replied(Frame.Acknowledged done) -> {}
            case Heard.Replied(Frame.Failure failure) -> throw refused(call, failure);
            case Heard.Replied(Frame.Reply other) -> throw forNow(call, "a reply of another kind");
            case Heard.NotSent(String why) -> throw forNow(call, why);
            case Heard.Unanswered(String why) -> throw forNow(call, why);
        }
    }

    private static NotSettled refused(UUID call, Frame.Failure failure) {
        String message = "call " + call + " is not settled: " + failure.message();
        return LASTING.contains(failure.code())
                ? NotSettled.forGood(message)
                : NotSettled.forNow(message);
    }

    private static NotSettled forNow(UUID call, String why) {
        return NotSettled.forNow("call " + call + " may not be settled: " + why);
    }
}
