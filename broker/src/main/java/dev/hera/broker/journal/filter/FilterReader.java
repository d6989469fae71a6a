package dev.hera.broker.journal.filter;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Reads filters: terms with blanks between them, `field:value`, `-field:value` for the opposite,
/// `field:one,other` for either, values with blanks in quotes. One object a text, one thread.
public final class FilterReader {
    /// Longest filter, in characters.
    public static final int MAX_CHARS = 4096;

    private static final int MAX_TERMS = 32;
    private static final int MAX_VALUES = 100;
    private static final int SHOWN = 60;

    private final FilterText text;
    private final Instant now;
    private final List<Term> terms = new ArrayList<>();
    private long after = Long.MIN_VALUE;
    private long before = Long.MAX_VALUE;

    private FilterReader(String text, Instant now) {
        this.text = new FilterText(text);
        this.now = now;
    }

    /// The filter, or where it stops making sense.
    ///
    /// @param now what `10m` is counted back from
    public static Reading read(String text, Instant now) {
        if (text.length() > MAX_CHARS) {
            return new Misread(
                    text.substring(0, SHOWN),
                    SHOWN,
                    "the filter has %d characters, at most %d are read"
                            .formatted(text.length(), MAX_CHARS));
        }
        return new FilterReader(text, now).read();
    }

    private Reading read() {
        for (text.skipBlanks(); !text.isOver(); text.skipBlanks()) {
            if (terms.size() == MAX_TERMS) {
                return misread(text.at(), "at most " + MAX_TERMS + " terms");
            }
            Misread fault = term();
            if (fault != null) {
                return fault;
            }
        }
        return new Filter(text.whole(), terms, instant(after), instant(before));
    }

    private static Instant instant(long millis) {
        if (millis == Long.MIN_VALUE) {
            return Instant.MIN;
        }
        return millis == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(millis);
    }

    /// Reads a term; says what is wrong with it, null when nothing is.
    private @Nullable Misread term() {
        Term.Sense sense = text.takes('-') ? Term.Sense.FAILS : Term.Sense.HOLDS;
        int began = text.at();
        String word = text.name();
        Optional<Field> known = Field.named(word);
        if (known.isEmpty()) {
            return misread(began, noField(word));
        }
        Field field = known.get();
        String name = "";
        if (field.isNamed()) {
            name = text.takes('.') ? text.name() : "";
            if (name.isEmpty()) {
                return misread(text.at(), "a name is wanted here, as in " + field.example());
            }
        }
        int signAt = text.at();
        Comparison comparison = text.sign();
        if (comparison == null || !field.comparisons().contains(comparison)) {
            return misread(signAt, noSign(field));
        }
        return values(new Term(field, name, List.of(), sense), comparison);
    }

    /// @param bare the term without its operands
    private @Nullable Misread values(Term bare, Comparison comparison) {
        List<Operand> operands = new ArrayList<>();
        do {
            int began = text.at();
            FilterText.Value value = text.value();
            if (value == null) {
                return misread(began, "a quote that is never closed");
            }
            if (operands.size() == MAX_VALUES) {
                return misread(began, "at most " + MAX_VALUES + " values");
            }
            boolean missing = value.text().isEmpty() && !value.quoted();
            Optional<Operand> operand =
                    missing
                            ? Optional.empty()
                            : Values.read(bare.field(), comparison, value.text(), now);
            if (operand.isEmpty()) {
                return misread(began, noValue(bare.field(), value.text()));
            }
            operands.add(operand.get());
        } while (text.takes(','));
        if (!Character.isWhitespace(text.peek())) {
            return misread(text.at(), "a blank is wanted between two terms");
        }
        terms.add(new Term(bare.field(), bare.name(), operands, bare.sense()));
        if (bare.sense() == Term.Sense.HOLDS) {
            narrow(bare.field(), operands);
        }
        return null;
    }

    /// Either of several times will do, so the widest of them narrows.
    private void narrow(Field field, List<Operand> operands) {
        if (field == Field.ID) {
            after = Math.max(after, made(operands).min().orElse(after));
            before = Math.min(before, made(operands).max().orElse(before - 1) + 1);
        } else if (field == Field.AFTER) {
            after =
                    Math.max(
                            after,
                            times(operands).mapToLong(Operand.Between::least).min().orElse(after));
        } else if (field == Field.BEFORE) {
            before =
                    Math.min(
                            before,
                            times(operands)
                                    .mapToLong(time -> time.most() + 1)
                                    .max()
                                    .orElse(before));
        }
    }

    private static LongStream made(List<Operand> ids) {
        return ids.stream()
                .filter(Operand.Id.class::isInstance)
                .mapToLong(id -> ((Operand.Id) id).madeAt());
    }

    private static Stream<Operand.Between> times(List<Operand> operands) {
        return operands.stream()
                .filter(Operand.Between.class::isInstance)
                .map(Operand.Between.class::cast);
    }

    private Misread misread(int column, String why) {
        return new Misread(text.whole(), Math.min(column, text.whole().length()), why);
    }

    private static String noField(String word) {
        String all =
                Arrays.stream(Field.values())
                        .map(field -> field.isNamed() ? field.word() + ".NAME" : field.word())
                        .collect(Collectors.joining(", "));
        return (word.isEmpty()
                        ? "a field is wanted here: "
                        : "there is no field " + word + ", only ")
                + all;
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
