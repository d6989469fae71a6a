package dev.hera.broker.route.rank;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import dev.hera.broker.call.Refusal.PassedOver;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Who runs a call and why, with everything needed to decide the same again; immutable.
///
/// It is made for every call and mostly never read, so words and JSON are made on demand.
public final class Decision {
    /// What settled it.
    public enum Reason {
        /// The least cost.
        COST,
        /// The call's key belongs there.
        STICKY,
        /// Everybody was tried, so one of them must.
        AGAIN,
        /// Nobody able was found, so anyone who is connected.
        PANIC
    }

    /// A worker that was looked at and not compared.
    record Skipped(int place, Skip skip) {}

    /// After so many refusals the next worker must run the call.
    public static final int FORCED_AFTER = 2;
    private static final JsonStringEncoder QUOTES = JsonStringEncoder.getInstance();

    private final Odds odds;
    private final Reason reason;
    private final int tried;
    private final Candidate[] candidates;
    private final int chosen;
    private final List<Skipped> skipped;

    Decision(
            Odds odds,
            Reason reason,
            int tried,
            Candidate[] candidates,
            int chosen,
            List<Skipped> skipped) {
        this.odds = odds;
        this.reason = reason;
        this.tried = tried;
        this.candidates = candidates;
        this.chosen = chosen;
        this.skipped = skipped;
    }

    /// The worker that runs the call.
    public String worker() {
        return candidates[chosen].worker();
    }

    /// Its place in the odds.
    public int place() {
        return candidates[chosen].place();
    }

    /// What settled it.
    public Reason reason() {
        return reason;
    }

    /// Whether nobody stood above all doubt.
    public boolean isLastResort() {
        return reason == Reason.AGAIN || reason == Reason.PANIC;
    }

    /// Whether the worker must run it although it is busy: enough others have refused.
    public boolean isForced() {
        return reason == Reason.AGAIN || tried >= FORCED_AFTER;
    }

    /// Those that were compared, in the order they were found.
    public List<Candidate> candidates() {
        return List.of(candidates);
    }

    /// The worker that the inputs kept here lead to; the same as [#worker], or the record lies.
    public String recomputed() {
        return candidates[Ranking.best(candidates)].worker();
    }

    /// Every other worker of the endpoint, and why it did not get the call.
    public List<PassedOver> passedOver() {
        List<PassedOver> others = new ArrayList<>(odds.size());
        for (int place = 0; place < odds.size(); place++) {
            if (place != place()) {
                others.add(new PassedOver(odds.at(place).worker(), why(place)));
            }
        }
        return others;
    }

    /// What settled it, in words.
    String settled() {
        return switch (reason) {
            case COST ->
                    String.format(
                            Locale.ROOT,
                            "cost %.3f, the least of %d compared",
                            candidates[chosen].cost(),
                            candidates.length);
            case STICKY -> "the call's key belongs here";
            case AGAIN -> "all were tried, so one of them must";
            case PANIC -> "nobody able was found, so anyone who is connected";
        };
    }

    /// Why the worker at this place did not get the call.
    String why(int place) {
        for (Candidate c : candidates) {
            if (c.place() == place) {
                double least = candidates[chosen].cost();
                return String.format(
                        Locale.ROOT, "cost %.3f, against %.3f of %s", c.cost(), least, worker());
            }
        }
        for (Skipped s : skipped) {
            if (s.place() == place) {
                return s.skip().words();
            }
        }
        Factors f = odds.at(place);
        if (f.weight() <= 0) {
            return String.join("; ", f.limits());
        }
        return String.format(Locale.ROOT, "not drawn, chance %.1f %%", 100 * odds.chance(place));
    }

    /// The decision as JSON, as the record keeps it: inputs as whole numbers, cost for the reader.
    public String toJson() {
        StringBuilder json = new StringBuilder(64 + 160 * candidates.length);
        json.append("{\"table\":").append(odds.version()).append(",\"worker\":");
        text(json, worker());
        json.append(",\"reason\":\"").append(reason).append("\",\"tried\":").append(tried);
        json.append(",\"forced\":").append(isForced()).append(",\"candidates\":[");
        for (int i = 0; i < candidates.length; i++) {
            json.append(i == 0 ? "" : ",");
            candidate(json, candidates[i]);
        }
        json.append("],\"skipped\":[");
        for (int i = 0; i < skipped.size(); i++) {
            json.append(i == 0 ? "{\"worker\":" : ",{\"worker\":");
            text(json, odds.at(skipped.get(i).place()).worker());
            json.append(",\"why\":\"").append(skipped.get(i).skip()).append("\"}");
        }
        return json.append("]}").toString();
    }

    private static void candidate(StringBuilder json, Candidate c) {
        json.append("{\"worker\":");
        text(json, c.worker());
        json.append(",\"source\":\"").append(c.source()).append("\",\"own\":").append(c.own());
        json.append(",\"others\":").append(c.others()).append(",\"fresh\":").append(c.fresh());
        json.append(",\"prior\":").append(c.prior()).append(",\"capacity\":").append(c.capacity());
        json.append(",\"slow\":").append(c.slow()).append(",\"silence\":").append(c.silence());
        json.append(",\"distance\":").append(c.distance()).append(",\"cost\":");
        json.append(Math.round(1000 * c.cost()) / 1000.0).append('}');
    }

    private static void text(StringBuilder json, String text) {
        json.append('"').append(QUOTES.quoteAsString(text)).append('"');
    }

    @Override
    public String toString() {
        return toJson();
    }
}
