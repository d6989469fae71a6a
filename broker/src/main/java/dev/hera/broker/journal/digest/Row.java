package dev.hera.broker.journal.digest;

import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptAttempt;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.Settlement;

import java.util.List;

/// One call in short.
///
/// @param who endpoint, caller and worker with 16 bits each, method with 6, status with 10
/// @param how microseconds with 32 bits, outcome and origin with 4 each, flags with 8, number of
///     attempts with 8, kind of refusal or doubt with 8
/// @param bytes of both bodies, as far as they fit
record Row(long high, long low, long who, long how, int bytes, Print print) {
    /// Flags: how it was settled, in two bits.
    static final int PROCESSED = 1;

    static final int DELETED = 2;
    static final int SETTLED = 3;

    /// It had no end when it was read: nothing else is certain.
    static final int OPEN = 4;

    static final int DETAIL = 8;

    /// It is not on disk any more.
    static final int DEAD = 16;

    static final long MOST_MICROS = 0xffff_ffffL;
    static final int MOST_ATTEMPTS = 0xff;
    static final List<String> OUTCOMES = List.of("answered", "accepted", "not-executed", "unknown");
    static final List<String> ORIGINS = List.of("http", "rpc", "remote", "accepted", "replay");

    static Row of(CallRecord record, Vocabulary words) {
        Opening opening = record.opening();
        Ending ending = record.ending();
        long who =
                (long) words.endpoints().number(opening.endpoint()) << 48
                        | (long) words.callers().number(opening.caller()) << 32
                        | words.methods().number(opening.method()) << 10;
        long how = (long) origin(opening.origin()) << 24 | (long) settled(record) << 16;
        long bytes = opening.body().length();
        if (ending == null) {
            how |= OPEN << 16;
        } else {
            who |= who(ending, words);
            how |= how(ending, words);
            bytes += ending.body().length();
        }
        return new Row(
                record.id().uuid().getMostSignificantBits(),
                record.id().uuid().getLeastSignificantBits(),
                who,
                how,
                (int) Math.min(bytes, Integer.MAX_VALUE),
                Print.of(record));
    }

    private static long who(Ending ending, Vocabulary words) {
        List<KeptAttempt> attempts = ending.attempts();
        String worker = attempts.isEmpty() ? "" : attempts.getLast().worker();
        return (long) words.workers().number(worker) << 16 | Math.min(1023, ending.seenStatus());
    }

    private static long how(Ending ending, Vocabulary words) {
        long micros = Math.clamp(Math.floorDiv(ending.ledger().total(), 1000), 0, MOST_MICROS);
        int outcome = Math.max(0, OUTCOMES.indexOf(ending.outcome()));
        int detail = ending.detail().isEmpty() ? 0 : DETAIL;
        int attempts = Math.min(MOST_ATTEMPTS, ending.attempts().size());
        return micros << 32
                | (long) outcome << 28
                | (long) detail << 16
                | attempts << 8
                | words.kinds().number(ending.kind());
    }

    private static int settled(CallRecord record) {
        Settlement settlement = record.settlement();
        if (settlement == null) {
            return 0;
        }
        return switch (settlement.action()) {
            case PROCESSED -> PROCESSED;
            case DELETE -> DELETED;
        };
    }

    private static int origin(Origin origin) {
        return switch (origin) {
            case Origin.Http _ -> 0;
            case Origin.Rpc _ -> 1;
            case Origin.Remote _ -> 2;
            case Origin.Delivery _ -> 3;
            case Origin.Replay _ -> 4;
        };
    }

    static int endpoint(long who) {
        return (int) (who >>> 48);
    }

    static int caller(long who) {
        return (int) (who >>> 32) & 0xffff;
    }

    static int worker(long who) {
        return (int) (who >>> 16) & 0xffff;
    }

    static int method(long who) {
        return (int) (who >>> 10) & 0x3f;
    }

    static int status(long who) {
        return (int) who & 0x3ff;
    }

    static long micros(long how) {
        return how >>> 32;
    }

    static int outcome(long how) {
        return (int) (how >>> 28) & 0xf;
    }

    static int origin(long how) {
        return (int) (how >>> 24) & 0xf;
    }

    static boolean is(long how, int flag) {
        return (how >>> 16 & flag) != 0;
    }

    static int settled(long how) {
        return (int) (how >>> 16) & SETTLED;
    }

    static int attempts(long how) {
        return (int) (how >>> 8) & 0xff;
    }

    static int kind(long how) {
        return (int) how & 0xff;
    }
}
