package dev.hera.broker.journal.filter;

import dev.hera.broker.call.Kinds;
import dev.hera.broker.journal.record.CallRecord;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a filter may ask about; `header.NAME` and `query.NAME` come with a name.
///
/// Declared in the order of what looking costs.
public enum Field {
    ID("a call's id", "id:01a1fdad-b4f1-73f3-98b5-8426023d667a"),
    AFTER("received at or after", "after:2026-11-20T12:00, after:10m (ago)"),
    BEFORE("received before", "before:2026-11-20T12:00, before:1h (ago)"),
    ENDPOINT("the announced name", "endpoint:\"POST /0/echo\", endpoint:\"GET /0/*\""),
    STATE("where it stands", "state:running, state:parked"),
    METHOD("HTTP method", "method:POST"),
    PATH("path as called", "path:/0/echo, path:/0/*"),
    CALLER("the token's id, or the service", "caller:acme"),
    OUTCOME("how it ended", "outcome:unknown"),
    STATUS("HTTP status", "status:404, status:5xx, status:400..499, status>399"),
    REFUSED("which refusal or doubt", "refused:no-able-worker"),
    WORKER("who was asked", "worker:w7"),
    ATTEMPTS("how many workers were asked", "attempts>1"),
    TOOK("from the first byte to the outcome", "took>500ms, took<2s"),
    ORIGIN("how it came to be", "origin:replay"),
    SETTLED("what its worker said afterwards", "settled:no"),
    QUARANTINED("whether it is held back as a killer of workers", "quarantined:yes"),
    PINNED("whether it must stay", "pinned:yes"),
    ROOT("first call of its chain", "root:UUID"),
    PARENT("the call that made it", "parent:UUID"),
    ORIGINAL("the call it replays", "original:UUID"),
    KEY("idempotency key", "key:order-17"),
    DETAIL("the sentence that the caller got", "detail~deadline"),
    HEADER("a header of the call", "header.x-shop:a23"),
    QUERY("a parameter of the query", "query.id:7"),
    BODY("text in the body", "body~\"fb-123\""),
    ANSWER("text in the answer's body", "answer~\"fb-123\"");

    private static final List<String> OUTCOMES =
            List.of("answered", "accepted", "not-executed", "unknown", CallRecord.RUNNING);
    private static final List<String> ORIGINS =
            List.of("http", "rpc", "remote", "accepted", "replay");
    private static final List<String> SETTLEMENTS = List.of("yes", "no", "processed", "deleted");
    private static final List<String> YES_OR_NO = List.of("yes", "no");
    private static final Map<Field, List<String>> WORDS =
            Map.of(
                    OUTCOME, OUTCOMES,
                    REFUSED, Kinds.all(),
                    ORIGIN, ORIGINS,
                    SETTLED, SETTLEMENTS,
                    STATE, Beside.STATES,
                    QUARANTINED, YES_OR_NO,
                    PINNED, YES_OR_NO);

    private final String meaning;
    private final String example;

    Field(String meaning, String example) {
        this.meaning = meaning;
        this.example = example;
    }

    /// The field with this name, as it is written.
    static Optional<Field> named(String name) {
        return Arrays.stream(values()).filter(field -> field.word().equals(name)).findFirst();
    }

    /// Its name in a filter.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// For people.
    public String meaning() {
        return meaning;
    }

    /// One or more examples.
    public String example() {
        return example;
    }

    /// Whether a name follows behind a dot.
    public boolean isNamed() {
        return this == HEADER || this == QUERY;
    }

    boolean isBody() {
        return this == BODY || this == ANSWER;
    }

    /// The words it may be compared with; empty when anything goes.
    public List<String> words() {
        return WORDS.getOrDefault(this, List.of());
    }

    /// How it may be compared.
    public List<Comparison> comparisons() {
        return switch (this) {
            case BODY, ANSWER, DETAIL -> List.of(Comparison.HOLDS);
            case TOOK -> List.of(Comparison.MORE, Comparison.LESS);
            case STATUS, ATTEMPTS -> List.of(Comparison.IS, Comparison.MORE, Comparison.LESS);
            case PATH, KEY, HEADER, QUERY -> List.of(Comparison.IS, Comparison.HOLDS);
            case ID,
                    AFTER,
                    BEFORE,
                    ENDPOINT,
                    STATE,
                    METHOD,
                    CALLER,
                    OUTCOME,
                    REFUSED,
                    WORKER,
                    ORIGIN,
                    SETTLED,
                    QUARANTINED,
                    PINNED,
                    ROOT,
                    PARENT,
                    ORIGINAL ->
                    List.of(Comparison.IS);
        };
    }
}
