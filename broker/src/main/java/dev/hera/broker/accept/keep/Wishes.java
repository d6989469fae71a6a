package dev.hera.broker.accept.keep;

import dev.hera.broker.accept.lane.Lane;

import java.util.List;

/// What operators have set, as a line of words: `paused`, `running 20.0`, `running first=next`.
final class Wishes {
    private static final String FIRST = "first=";

    private Wishes() {}

    static String text(Lane.Wish wish) {
        Double rate = wish.perSecond();
        return (wish.paused() ? "paused" : "running")
                + (rate == null ? "" : " " + rate)
                + (wish.promoted().isEmpty() ? "" : ' ' + FIRST + wish.promoted());
    }

    static Lane.Wish read(String text) {
        List<String> words = List.of(text.split(" ", 3));
        Lane.Wish wish =
                words.getFirst().equals("paused") ? Lane.Wish.NONE.pause() : Lane.Wish.NONE;
        for (String word : words.subList(1, words.size())) {
            wish =
                    word.startsWith(FIRST)
                            ? wish.promote(word.substring(FIRST.length()))
                            : wish.rate(Double.valueOf(word));
        }
        return wish;
    }
}
