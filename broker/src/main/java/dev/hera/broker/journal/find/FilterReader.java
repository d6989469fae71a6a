package dev.hera.broker.journal.find;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads filters: terms with blanks between them, `field:value`, `-field:value` for the opposite,
/// `field:one,other` for either, values with blanks in quotes. One object a text, one thread.
public final class FilterReader {
    /// Longest filter, in characters.
    public static final int MAX_CHARS = 4096;

    private static final int MAX_TERMS = 32;
    private static final int MAX_VALUES = 100;

    private final String text;
    private final Instant now;
    private final List<Term> terms = new ArrayList<>();
    private int at;
    private long after = Long.MIN_VALUE;
    private long before = Long.MAX_VALUE;

    private FilterReader(String text, Instant now) {
        this.text = text;
        this.now = now;
    }

    /// The filter, or where it stops making sense.
    ///
    /// @param now what `10m` is counted back from
    public static Reading read(String text, Instant now) {
        if (text.length() > MAX_CHARS) {
            return new Misread(
                    text.substring(0, 60),
                    0,
                    "the filter has %d characters, at most %d are read"
                            .formatted(text.length(), MAX_CHARS));
        }
        return new FilterReader(text, now).read();
    }

    private Reading read() {
        for (skipBlanks(); at < text.length(); skipBlanks()) {
            if (terms.size() == MAX_TERMS) {
                return misread(at, "at most " + MAX_TERMS + " terms");
            }
            Optional<Misread> fault = term();
            if (fault.isPresent()) {
                return fault.get();
            }
        }
        return new Filter(text, terms, instant(after), instant(before));
    }

    private static Instant instant(long millis) {
        if (millis == Long.MIN_VALUE) {
            return Instant.MIN;
        }
        return millis == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(millis);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Optional<Misread> term() {
        Term.Sense sense = Term.Sense.HOLDS;
        if (text.charAt(at) == '-') {
            sense = Term.Sense.FAILS;
            at++;
        }
        int began = at;
        String word = name();
        Optional<Field> field = Field.named(word);
        if (field.isEmpty() || field.get().isNamed() != (peek() == '.')) {
            return Optional.of(misread(began, noField(word)));
        }
        String name = "";
        if (field.get().isNamed()) {
            at++;
            name = name();
        }
        Optional<Comparison> comparison = sign();
        if (comparison.isEmpty() || !field.get().comparisons().contains(comparison.get())) {
            return Optional.of(misread(at, noSign(field.get())));
        }
        at++;
        return values(field.get(), name, comparison.get(), sense);
    }

    private Optional<Misread> values(
            Field field, String name, Comparison comparison, Term.Sense sense) {
        List<Operand> operands = new ArrayList<>();
        do {
            int began = at;
            Optional<String> value = value();
            if (value.isEmpty()) {
                return Optional.of(misread(began, "a quote that is never closed"));
            }
            Optional<Operand> operand = Values.read(field, comparison, value.get(), now);
            if (operand.isEmpty() || operands.size() == MAX_VALUES) {
                return Optional.of(misread(began, noValue(field, value.get())));
            }
            operands.add(operand.get());
        } while (comma());
        terms.add(new Term(field, name, operands, sense));
        if (sense == Term.Sense.HOLDS) {
            narrow(field, operands);
        }
        return Optional.empty();
    }

    private void narrow(Field field, List<Operand> operands) {
        for (Operand operand : operands) {
            if (field == Field.AFTER && operand instanceof Operand.Between range) {
                after = Math.max(after, range.least());
            } else if (field == Field.BEFORE && operand instanceof Operand.Between range) {
                before = Math.min(before, range.most() + 1);
            }
        }
    }

    private boolean comma() {
        boolean more = peek() == ',';
        at += more ? 1 : 0;
        return more;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : ' ';
    }

    private String name() {
        int began = at;
        while (at < text.length() && isPartOfName(text.charAt(at))) {
            at++;
        }
        return text.substring(began, at);
    }

    private static boolean isPartOfName(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_';
    }

    private Optional<Comparison> sign() {
        return Arrays.stream(Comparison.values())
                .filter(comparison -> text.startsWith(comparison.sign(), at))
                .findFirst();
    }

    /// A value, plain up to a blank or a comma, or in quotes; empty when the quote is not closed.
    private Optional<String> value() {
        if (peek() != '"') {
            int began = at;
            while (at < text.length() && peek() != ',' && !Character.isWhitespace(peek())) {
                at++;
            }
            return Optional.of(text.substring(began, at));
        }
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return Optional.of(value.toString());
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        return Optional.empty();
    }

    private Misread misread(int column, String why) {
        return new Misread(text, Math.min(column, text.length()), why);
    }

    private static String noField(String word) {
        String all =
                Arrays.stream(Field.values())
                        .map(field -> field.isNamed() ? field.word() + ".NAME" : field.word())
                        .collect(Collectors.joining(", "));
        return (word.isEmpty() ? "a field is wanted here: " : "no such field; there are: ") + all;
    }

    private static String noSign(Field field) {
        return field.word()
                + " is compared with "
                + field.comparisons().stream()
                        .map(Comparison::sign)
                        .collect(Collectors.joining(" or "))
                + ", as in "
                + field.example();
    }

    private static String noValue(Field field, String value) {
        if (!field.words().isEmpty()) {
            return field.word() + " is one of " + String.join(", ", field.words());
        }
        String what = value.isEmpty() ? "nothing" : "this";
        return field.word() + " is not compared with " + what + "; write " + field.example();
    }
}
