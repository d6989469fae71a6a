package dev.hera.broker.wiring;

import dev.hera.broker.access.WorkerCredential;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.id.BrokerMark;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiPredicate;

/// What workers say about records: `hera.settle`. Any thread, which it blocks until it is on disk.
///
/// A service settles calls of endpoints that it may serve, and no others. Of a call that has not
/// come yet nobody knows the endpoint: such a note is taken for ids of the last few minutes only.
/// A shadow, which gets copies of calls that others run, settles none.
public final class Settles {
    private static final Duration EARLIEST = Duration.ofMinutes(15);
    private static final int MAX_NOTE = 500;

    private final Journal journal;
    private final Known known;
    private final CallIds ids;
    private final BiPredicate<String, String> isShadow;

    /// @param isShadow whether a service only gets copies of an endpoint's calls
    public Settles(
            Journal journal, Known known, CallIds ids, BiPredicate<String, String> isShadow) {
        this.journal = journal;
        this.known = known;
        this.ids = ids;
        this.isShadow = isShadow;
    }

    /// Answers one.
    public Frame.Reply settle(String service, Frame.Settle frame) {
        Optional<CallId> id = CallId.parse(frame.uuid().toString());
        Optional<Settlement.Action> action = action(frame.action());
        if (id.isEmpty() || action.isEmpty() || frame.note().length() > MAX_NOTE) {
            return failure(
                    frame,
                    ErrorCode.INVALID_PARAMS,
                    "wanted are a call's id, processed or delete, a note of at most " + MAX_NOTE);
        }
        if (id.get().mark() != BrokerMark.of(ids.broker())) {
            return failure(
                    frame,
                    ErrorCode.INVALID_PARAMS,
                    "another broker has this call; its id ends the third group with its mark");
        }
        Optional<CallRecord> record = journal.find(id.get());
        if (!may(service, record.orElse(null), id.get())) {
            return failure(frame, ErrorCode.FORBIDDEN, "not a call of this service");
        }
        Settlement said = new Settlement(action.get(), ids.now(), service, frame.note());
        return switch (journal.settle(id.get(), said)) {
            case DONE, EARLY -> new Frame.Acknowledged(frame.id());
            case UNWELL -> failure(frame, ErrorCode.BUSY, "not noted now, try again");
        };
    }

    private boolean may(String service, @Nullable CallRecord record, CallId id) {
        WorkerCredential credential = known.services().find(service);
        if (credential == null) {
            return false;
        }
        if (record == null) {
            return id.madeAt().isAfter(ids.now().minus(EARLIEST));
        }
        String endpoint = record.opening().endpoint();
        return credential.allows(endpoint) && !isShadow.test(service, endpoint);
    }

    private static Optional<Settlement.Action> action(String word) {
        return switch (word) {
            case "processed" -> Optional.of(Settlement.Action.PROCESSED);
            case "delete" -> Optional.of(Settlement.Action.DELETE);
            default -> Optional.empty();
        };
    }

    private static Frame.Reply failure(Frame.Settle frame, int code, String why) {
        return new Frame.Failure(frame.id(), code, why, null);
    }
}
