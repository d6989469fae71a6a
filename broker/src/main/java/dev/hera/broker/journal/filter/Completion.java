package dev.hera.broker.journal.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What may stand at a place of a filter that is being typed.
///
/// @param from the first character that a choice takes the place of
/// @param to the one behind the last
public record Completion(int from, int to, List<Choice> choices) {
    public Completion {
        choices = List.copyOf(choices);
    }

    /// One of them.
    ///
    /// @param meaning for people; may be empty
    public record Choice(String text, String meaning) {}

    /// The choices at a column: fields where a term begins, words behind a field's sign.
    public static Completion at(String text, int column) {
        int to = Math.clamp(column, 0, text.length());
        int from = begin(text, to);
        int sign = sign(text, from, to);
        if (sign < 0) {
            String begun = text.substring(from, to);
            return new Completion(from, to, fields(begun));
        }
        int value = Math.max(sign, text.lastIndexOf(',', to - 1)) + 1;
        Optional<Field> field = Field.named(text.substring(from, sign));
        String begun = text.substring(value, to);
        return new Completion(value, to, field.map(f -> words(f, begun)).orElse(List.of()));
    }

    /// Where the term begins that has this place in it; blanks between quotes do not end a term.
    private static int begin(String text, int to) {
        int begin = 0;
        boolean quoted = false;
        for (int at = 0; at < to; at++) {
            char c = text.charAt(at);
            if (c == '\\' && quoted) {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && Character.isWhitespace(c)) {
                begin = at + 1;
            }
        }
        return begin < to && text.charAt(begin) == '-' ? begin + 1 : begin;
    }

    private static int sign(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (":~<>".indexOf(text.charAt(at)) >= 0) {
                return at;
            }
        }
        return -1;
    }

    private static List<Choice> fields(String begun) {
        return Arrays.stream(Field.values())
                .flatMap(Completion::choices)
                .filter(choice -> choice.text().startsWith(begun))
                .toList();
    }

    private static Stream<Choice> choices(Field field) {
        return field.isNamed()
                ? Stream.of(new Choice(field.word() + '.', field.meaning()))
                : field.comparisons().stream()
                        .map(by -> new Choice(field.word() + by.sign(), field.meaning()));
    }

    private static List<Choice> words(Field field, String begun) {
        return field.words().stream()
                .filter(word -> word.startsWith(begun))
                .map(word -> new Choice(word, ""))
                .toList();
    }
}
