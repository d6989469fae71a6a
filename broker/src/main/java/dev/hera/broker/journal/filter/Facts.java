package dev.hera.broker.journal.filter;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptAttempt;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.Settlement;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// What a record says about each field.
final class Facts {
    private Facts() {}

    static boolean hold(CallRecord record, Beside beside, Term term, Operand operand) {
        return switch (operand) {
            case Operand.Id(UUID uuid) -> uuid.equals(id(record, term.field()));
            case Operand.Between range -> has(range, record, term.field());
            case Operand.Exactly(String text) -> is(record, beside, term, text);
            case Operand.Beginning(String text) -> begins(record, term, text);
            case Operand.Part part -> holds(record, term, part);
        };
    }

    private static @Nullable UUID id(CallRecord record, Field field) {
        Opening opening = record.opening();
        return switch (field) {
            case ROOT -> opening.root().uuid();
            case PARENT -> uuid(opening.parent());
            case ORIGINAL ->
                    opening.origin() instanceof Origin.Replay(CallId original, int _)
                            ? original.uuid()
                            : null;
            default -> record.id().uuid();
        };
    }

    private static @Nullable UUID uuid(@Nullable CallId id) {
        return id == null ? null : id.uuid();
    }

    private static boolean has(Operand.Between range, CallRecord record, Field field) {
        if (field == Field.AFTER || field == Field.BEFORE) {
            return range.has(record.id().madeAt().toEpochMilli());
        }
        Ending ending = record.ending();
        if (ending == null) {
            return false;
        }
        return switch (field) {
            case STATUS -> range.has(ending.seenStatus());
            case ATTEMPTS -> range.has(ending.attempts().size());
            default -> range.has(ending.ledger().total());
        };
    }

    private static boolean is(CallRecord record, Beside beside, Term term, String text) {
        return switch (term.field()) {
            case STATE -> text.equals(beside.state(record));
            case QUARANTINED -> isHeldBack(record, beside) ? text.equals("yes") : text.equals("no");
            case PINNED ->
                    beside.pinned().contains(record.id()) ? text.equals("yes") : text.equals("no");
            case WORKER -> workers(record).contains(text);
            case SETTLED -> isSettled(record.settlement(), text);
            case METHOD -> record.opening().method().equalsIgnoreCase(text);
            default -> text.equals(text(record, term));
        };
    }

    private static boolean isHeldBack(CallRecord record, Beside beside) {
        return "quarantined".equals(beside.standing(record.id()));
    }

    private static boolean begins(CallRecord record, Term term, String text) {
        if (term.field() == Field.WORKER) {
            return workers(record).stream().anyMatch(worker -> worker.startsWith(text));
        }
        String known = text(record, term);
        return known != null && known.startsWith(text);
    }

    private static List<String> workers(CallRecord record) {
        Ending ending = record.ending();
        return ending == null
                ? List.of()
                : ending.attempts().stream().map(KeptAttempt::worker).toList();
    }

    private static boolean isSettled(@Nullable Settlement settlement, String word) {
        return switch (word) {
            case "no" -> settlement == null;
            case "yes" -> settlement != null;
            case "processed" ->
                    settlement != null && settlement.action() == Settlement.Action.PROCESSED;
            default -> settlement != null && settlement.action() == Settlement.Action.DELETE;
        };
    }

    private static @Nullable String text(CallRecord record, Term term) {
        Opening opening = record.opening();
        Ending ending = record.ending();
        return switch (term.field()) {
            case ENDPOINT -> opening.endpoint();
            case METHOD -> opening.method();
            case PATH -> opening.path();
            case CALLER -> opening.caller();
            case OUTCOME -> record.word();
            case REFUSED -> ending == null ? null : ending.kind();
            case ORIGIN -> origin(opening.origin());
            case KEY -> opening.idempotencyKey();
            case DETAIL -> ending == null ? null : ending.detail();
            case HEADER -> opening.headers().get(term.name().toLowerCase(Locale.ROOT));
            case QUERY -> parameter(opening.query(), term.name());
            case ID,
                    AFTER,
                    BEFORE,
                    STATUS,
                    WORKER,
                    ATTEMPTS,
                    TOOK,
                    SETTLED,
                    STATE,
                    QUARANTINED,
                    PINNED,
                    ROOT,
                    PARENT,
                    ORIGINAL,
                    BODY,
                    ANSWER ->
                    null;
        };
    }

    private static String origin(Origin origin) {
        return switch (origin) {
            case Origin.Http _ -> "http";
            case Origin.Rpc _ -> "rpc";
            case Origin.Remote _ -> "remote";
            case Origin.Delivery _ -> "accepted";
            case Origin.Replay _ -> "replay";
        };
    }

    private static boolean holds(CallRecord record, Term term, Operand.Part part) {
        return switch (term.field()) {
            case BODY -> isIn(record.opening().body(), part);
            case ANSWER -> record.ending() != null && isIn(record.ending().body(), part);
            default -> {
                String known = text(record, term);
                yield known != null && part.isIn(known);
            }
        };
    }

    private static boolean isIn(KeptBody body, Operand.Part part) {
        return switch (body) {
            case KeptBody.Whole whole -> {
                ByteBuffer bytes = whole.body().buffer();
                byte[] all = new byte[bytes.remaining()];
                bytes.get(all);
                yield part.isIn(all, 0, all.length);
            }
            case KeptBody.None _, KeptBody.Apart _, KeptBody.TooLarge _ -> false;
        };
    }

    /// The first value of a parameter; null when there is none or it is not well formed.
    private static @Nullable String parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            int end = pair.indexOf('=');
            String key = end < 0 ? pair : pair.substring(0, end);
            if (name.equals(decoded(key))) {
                return end < 0 ? "" : decoded(pair.substring(end + 1));
            }
        }
        return null;
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
