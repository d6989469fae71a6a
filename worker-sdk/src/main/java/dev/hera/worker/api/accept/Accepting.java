package dev.hera.worker.api.accept;

import dev.hera.wire.accept.Acceptance;
import dev.hera.wire.accept.Acceptance.When;
import dev.hera.wire.accept.Confirmation;
import dev.hera.wire.accept.Delivery;
import dev.hera.wire.accept.OrderKey;
import dev.hera.wire.accept.Retry;
import dev.hera.wire.accept.Screening;
import dev.hera.wire.accept.Shadow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// How an endpoint accepts calls; immutable, each word gives a new one and judges itself.
///
/// ```java
/// Options.usual().accept(Accepting.always().confirm(200, "{\"status\":\"OK\"}").rate(20))
/// ```
///
/// A call is on disk before it is confirmed. It then reaches a handler at least once, at the rate
/// and in the number that are said here, each time with the same id and a higher attempt.
public final class Accepting {
    private static final Accepting NEVER = new Accepting(Acceptance.NONE);
    private static final Accepting ALWAYS = new Accepting(Acceptance.USUAL);

    private final Acceptance policy;

    private Accepting(Acceptance policy) {
        List<String> faults = policy.faults();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        this.policy = policy;
    }

    /// No call is accepted, each is answered.
    public static Accepting never() {
        return NEVER;
    }

    /// Every call is accepted: 202, 100 a second, 16 in flight, ten attempts, a day.
    public static Accepting always() {
        return ALWAYS;
    }

    /// Calls with `Prefer: respond-async` are accepted, the others are answered.
    public static Accepting onRequest() {
        return new Accepting(
                new Acceptance(When.ASKED, Confirmation.USUAL, Screening.NONE, Delivery.USUAL));
    }

    /// What is announced.
    public Acceptance policy() {
        return policy;
    }

    // ---- the confirmation ------------------------------------------------------------------

    /// Confirms with this status and JSON; `{uuid}` in it becomes the call's id.
    public Accepting confirm(int status, String json) {
        return confirm(status, "application/json", json);
    }

    /// Confirms with this status and text; `{uuid}` in it becomes the call's id.
    public Accepting confirm(int status, String contentType, String text) {
        return with(
                new Confirmation(
                        status,
                        contentType,
                        text,
                        Confirmation.Form.TEXT,
                        policy.confirmation().headers()));
    }

    /// Confirms with a transparent image of one pixel that nobody may cache. A call that does not
    /// pass the checks gets it too, is counted, and goes no further.
    public Accepting confirmWithPixel() {
        return with(Confirmation.PIXEL).confirmAnyway();
    }

    private Accepting with(Confirmation other) {
        return new Accepting(
                new Acceptance(policy.when(), other, policy.screening(), policy.delivery()));
    }

    // ---- before the write ------------------------------------------------------------------

    /// These must be there and not empty: names of the query, or JSON pointers into the body.
    public Accepting require(String... names) {
        Screening now = policy.screening();
        return with(
                new Screening(
                        more(now.required(), names), now.rename(), now.drop(), now.failing()));
    }

    /// Renames a parameter of the query, or with a leading `/` a member of the body.
    public Accepting rename(String from, String to) {
        Screening now = policy.screening();
        Map<String, String> rename = new HashMap<>(now.rename());
        rename.put(from, to);
        return with(new Screening(now.required(), rename, now.drop(), now.failing()));
    }

    /// Takes parameters of the query away, or with a leading `/` members of the body.
    public Accepting drop(String... names) {
        Screening now = policy.screening();
        return with(
                new Screening(
                        now.required(), now.rename(), more(now.drop(), names), now.failing()));
    }

    /// Confirms what does not pass the checks too; it is counted and not kept.
    public Accepting confirmAnyway() {
        Screening now = policy.screening();
        return with(
                new Screening(now.required(), now.rename(), now.drop(), Screening.Failing.CONFIRM));
    }

    private static List<String> more(List<String> some, String... others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(others));
        return all;
    }

    private Accepting with(Screening other) {
        return new Accepting(
                new Acceptance(policy.when(), policy.confirmation(), other, policy.delivery()));
    }

    // ---- the delivery ----------------------------------------------------------------------

    /// Begins at most this many deliveries a second, on each broker.
    public Accepting rate(double perSecond) {
        Delivery now = policy.delivery();
        return with(
                new Delivery(
                        perSecond,
                        now.inFlight(),
                        now.retry(),
                        now.maxAge(),
                        now.order(),
                        now.shadow()));
    }

    /// At most this many deliveries run at once, on each broker.
    public Accepting inFlight(int most) {
        Delivery now = policy.delivery();
        return with(
                new Delivery(
                        now.perSecond(),
                        most,
                        now.retry(),
                        now.maxAge(),
                        now.order(),
                        now.shadow()));
    }

    /// Executes a call at most so often, then parks it; 0 for as often as its age allows.
    public Accepting attempts(int most) {
        Retry now = policy.delivery().retry();
        return with(new Retry(most, now.first(), now.longest(), now.on()));
    }

    /// The widest pause after the first attempt, doubled after each, and the widest of all.
    public Accepting pauses(Duration first, Duration longest) {
        Retry now = policy.delivery().retry();
        return with(new Retry(now.attempts(), first, longest, now.on()));
    }

    /// Tries these ends again and parks all others.
    public Accepting retry(Retried... ends) {
        Set<Retry.End> on = EnumSet.noneOf(Retry.End.class);
        for (Retried end : ends) {
            on.add(
                    switch (end) {
                        case UNKNOWN -> Retry.End.UNKNOWN;
                        case FAILED -> Retry.End.FAILED;
                        case PUT_OFF -> Retry.End.PUT_OFF;
                        case REFUSED -> Retry.End.REFUSED;
                    });
        }
        Retry now = policy.delivery().retry();
        return with(new Retry(now.attempts(), now.first(), now.longest(), on));
    }

    /// Parks a call that is older than this.
    public Accepting maxAge(Duration age) {
        Delivery now = policy.delivery();
        return with(
                new Delivery(
                        now.perSecond(),
                        now.inFlight(),
                        now.retry(),
                        age,
                        now.order(),
                        now.shadow()));
    }

    /// Delivers calls with the same key one after the other, in the order they came.
    ///
    /// @param key `header:NAME`, `query:NAME` or `body:/POINTER`
    public Accepting orderBy(String key) {
        OrderKey order =
                OrderKey.parse(key)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the order key is \""
                                                        + key
                                                        + "\", allowed header:NAME, query:NAME or"
                                                        + " body:/POINTER"));
        Delivery now = policy.delivery();
        return with(
                new Delivery(
                        now.perSecond(),
                        now.inFlight(),
                        now.retry(),
                        now.maxAge(),
                        order,
                        now.shadow()));
    }

    /// Names a second service that gets a share of the stream too: its workers announce the same
    /// endpoint and play the role `candidate`. What they answer is compared and changes nothing,
    /// until an operator promotes them.
    public Accepting shadow(String service, double share) {
        Delivery now = policy.delivery();
        return with(
                new Delivery(
                        now.perSecond(),
                        now.inFlight(),
                        now.retry(),
                        now.maxAge(),
                        now.order(),
                        new Shadow(service, share)));
    }

    private Accepting with(Retry other) {
        Delivery now = policy.delivery();
        return with(
                new Delivery(
                        now.perSecond(),
                        now.inFlight(),
                        other,
                        now.maxAge(),
                        now.order(),
                        now.shadow()));
    }

    private Accepting with(Delivery other) {
        return new Accepting(
                new Acceptance(policy.when(), policy.confirmation(), policy.screening(), other));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Accepting that && policy.equals(that.policy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(policy);
    }

    @Override
    public String toString() {
        return policy.toString();
    }
}
