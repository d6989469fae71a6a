package dev.hera.broker.http.rpc;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the headers say of a whole message: one id, one word, one worker, one ledger for all.
/// One object a message.
final class Account {
    /// Most doubtful first: who asks whether all may be sent again looks for the worst.
    private static final List<String> WORDS = List.of("unknown", "answered", "accepted");

    private final List<String> ids = new ArrayList<>();
    private final Set<String> words = new LinkedHashSet<>();
    private final Set<String> workers = new LinkedHashSet<>();
    private final List<CallId> named = new ArrayList<>();
    private Ledger longest = Ledger.NONE;
    private int unauthenticated;

    Account(List<Ended> all) {
        all.forEach(this::add);
    }

    private void add(Ended one) {
        switch (one) {
            case Ended.NoCall _ -> ids.add("-");
            case Ended.Bug(_, CallId call) -> {
                named(call);
                words.add("unknown");
            }
            case Ended.Done(_, CallId call, Outcome outcome, _) -> {
                named(call);
                add(outcome);
            }
        }
    }

    private void named(CallId call) {
        named.add(call);
        ids.add(call.toString());
    }

    private void add(Outcome outcome) {
        words.add(outcome.word());
        String worker = outcome.worker();
        if (worker != null) {
            workers.add(worker);
        }
        longest = outcome.ledger().total() > longest.total() ? outcome.ledger() : longest;
        if (outcome instanceof Outcome.NotExecuted(Refusal.Unauthenticated _, _, _)) {
            unauthenticated++;
        }
    }

    /// The first call's id; null when there was no call.
    @Nullable CallId first() {
        return named.isEmpty() ? null : named.getFirst();
    }

    /// The ids of all calls.
    List<CallId> named() {
        return named;
    }

    /// Of each item the id of its call, in the order asked, `-` where there was none; empty when
    /// the first id says it all.
    String calls() {
        return ids.size() < 2 ? "" : String.join(", ", ids);
    }

    /// The most doubtful word of all.
    String word() {
        return WORDS.stream().filter(words::contains).findFirst().orElse("not-executed");
    }

    /// Who ran it; null for nobody, and for several.
    @Nullable String worker() {
        return workers.size() == 1 ? workers.iterator().next() : null;
    }

    /// Of the call that took longest.
    Ledger ledger() {
        return longest;
    }

    /// Whether nothing ran because nobody knows the caller.
    boolean isUnauthenticated() {
        return unauthenticated > 0 && unauthenticated == named.size();
    }
}
