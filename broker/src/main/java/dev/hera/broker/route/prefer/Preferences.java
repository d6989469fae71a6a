package dev.hera.broker.route.prefer;

import dev.hera.broker.route.prefer.Preference.Sticky;
import dev.hera.broker.route.rank.Ranking.Strategy;
import dev.hera.wire.Names;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The preferences of all endpoints, and the text that says them:
/// `POST /0/echo => by-weight weight=2.1.0:0.1; GET /0/cart => sticky=header:customer`.
///
/// @param byEndpoint by the endpoint's name as its workers announce it
public record Preferences(Map<String, Preference> byEndpoint) {
    /// Nobody prefers anything.
    public static final Preferences NONE = new Preferences(Map.of());

    /// What the text may look like, in one line.
    public static final String FORM =
            "ENDPOINT => WORD..., several separated by ;, or nothing; a WORD is least-cost,"
                    + " least-of-all, by-weight, sticky=header:NAME, sticky=parameter:NAME or"
                    + " weight=WORKER-OR-VERSION:0..1000";

    private static final Pattern ENDPOINT = Pattern.compile("[A-Z]{1,16} /\\S{0,280}|\\S{1,300}");

    public Preferences {
        byEndpoint = Map.copyOf(byEndpoint);
    }

    /// Reads the text.
    ///
    /// @throws IllegalArgumentException with one line that says which word is wrong
    public static Preferences parse(String text) {
        Map<String, Preference> all = new LinkedHashMap<>();
        for (String one : text.split(";", -1)) {
            if (!one.isBlank()) {
                add(all, one);
            } else if (!text.isBlank()) {
                throw new IllegalArgumentException("nothing stands between two ;");
            }
        }
        return new Preferences(all);
    }

    private static void add(Map<String, Preference> all, String text) {
        String[] sides = text.split("=>", -1);
        String endpoint = sides[0].strip();
        if (sides.length != 2 || !ENDPOINT.matcher(endpoint).matches() || sides[1].isBlank()) {
            throw new IllegalArgumentException("\"" + text.strip() + "\" is not ENDPOINT => WORD");
        }
        Wish wish = new Wish(endpoint);
        for (String word : sides[1].strip().split("\\s+", -1)) {
            wish.take(word);
        }
        if (all.put(endpoint, wish.preference()) != null) {
            throw new IllegalArgumentException(endpoint + " is there twice");
        }
    }

    /// Headers that must travel with calls, because calls stick by them.
    public List<String> headers() {
        List<String> headers = new ArrayList<>();
        for (Preference preference : byEndpoint.values()) {
            if (preference.sticky() instanceof Sticky.Header(String name)) {
                headers.add(name);
            }
        }
        return headers;
    }

    /// One endpoint's words, as they are read.
    private static final class Wish {
        private final String endpoint;
        private final Map<String, Double> weights = new HashMap<>();
        private final List<Strategy> strategies = new ArrayList<>(1);
        private final List<Sticky> stickies = new ArrayList<>(1);

        Wish(String endpoint) {
            this.endpoint = endpoint;
        }

        void take(String word) {
            if (word.startsWith("weight=")) {
                weigh(word.substring("weight=".length()), word);
            } else if (word.startsWith("sticky=")) {
                stickies.add(sticky(word.substring("sticky=".length()), word));
            } else {
                strategies.add(strategy(word));
            }
            if (strategies.size() > 1 || stickies.size() > 1) {
                throw wrong(word, "contradicts an earlier word");
            }
        }

        private Strategy strategy(String word) {
            for (Strategy strategy : Strategy.values()) {
                if (word.equals(Preference.word(strategy))) {
                    return strategy;
                }
            }
            throw wrong(word, "is no word of a preference");
        }

        private Sticky sticky(String by, String word) {
            String name = by.substring(by.indexOf(':') + 1);
            if (!Names.isToken(name)) {
                throw wrong(word, "names no header or parameter");
            }
            return switch (by.substring(0, by.length() - name.length())) {
                case "header:" -> new Sticky.Header(name.toLowerCase(Locale.ROOT));
                case "parameter:" -> new Sticky.Parameter(name);
                default -> throw wrong(word, "is neither header:NAME nor parameter:NAME");
            };
        }

        private void weigh(String text, String word) {
            int colon = text.lastIndexOf(':');
            String who = text.substring(0, Math.max(0, colon));
            double factor = number(text.substring(colon + 1));
            if (who.isEmpty() || !(factor >= 0 && factor <= Preference.MOST_WEIGHT)) {
                throw wrong(word, "is not weight=WORKER-OR-VERSION:0..1000");
            }
            if (weights.put(who, factor) != null) {
                throw wrong(word, "contradicts an earlier word");
            }
        }

        private static double number(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException _) {
                return Double.NaN;
            }
        }

        private IllegalArgumentException wrong(String word, String why) {
            return new IllegalArgumentException("\"%s\" of %s %s".formatted(word, endpoint, why));
        }

        Preference preference() {
            Preference none = Preference.NONE;
            return new Preference(
                    strategies.isEmpty() ? none.strategy() : strategies.getFirst(),
                    stickies.isEmpty() ? none.sticky() : stickies.getFirst(),
                    weights);
        }
    }
}
