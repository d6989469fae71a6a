package dev.hera.broker.journal.digest;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Small numbers for names that come again and again; any thread. Bounded: names beyond are all
/// [#other].
final class Names {
    private final int other;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Integer, String> names = new ConcurrentHashMap<>();

    /// @param bits that a number has
    Names(int bits) {
        other = (1 << bits) - 1;
    }

    /// The number of all names that have none of their own.
    int other() {
        return other;
    }

    int number(String name) {
        Integer known = numbers.get(name);
        return known == null ? next(name) : known;
    }

    private synchronized int next(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        if (numbers.size() >= other) {
            return other;
        }
        int number = numbers.size();
        names.put(number, name);
        numbers.put(name, number);
        return number;
    }

    @Nullable String name(int number) {
        return names.get(number);
    }

    /// What a question says to each name, by number; those that come later are `MAYBE`.
    Answer[] judged(Predicate<String> question) {
        Answer[] answers = new Answer[numbers.size()];
        for (int number = 0; number < answers.length; number++) {
            String name = names.get(number);
            answers[number] =
                    name == null ? Answer.MAYBE : question.test(name) ? Answer.YES : Answer.NO;
        }
        return answers;
    }
}
