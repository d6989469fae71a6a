package dev.hera.broker.journal.filter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// Reads what stands behind a field's sign.
final class Values {
    private static final long MAX_COUNT = 999_999_999L;

    private Values() {}

    /// The operand; empty when the value is none for this field.
    static Optional<Operand> read(Field field, Comparison comparison, String value, Instant now) {
        if (comparison == Comparison.HOLDS) {
            return value.isEmpty() ? Optional.empty() : Optional.of(new Operand.Part(value));
        }
        return switch (field) {
            case ID, ROOT, PARENT, ORIGINAL -> id(value);
            case AFTER -> time(value, now).map(at -> new Operand.Between(at, Long.MAX_VALUE));
            case BEFORE -> time(value, now).map(at -> new Operand.Between(Long.MIN_VALUE, at - 1));
            case STATUS -> comparison == Comparison.IS ? status(value) : count(value, comparison);
            case ATTEMPTS -> count(value, comparison);
            case TOOK -> duration(value).map(length -> beyond(length.toNanos(), comparison));
            case OUTCOME, REFUSED, ORIGIN, SETTLED, STATE, QUARANTINED, PINNED ->
                    field.words().contains(value)
                            ? Optional.of(new Operand.Exactly(value))
                            : Optional.empty();
            default -> Optional.of(text(value));
        };
    }

    private static Operand text(String value) {
        return value.endsWith("*")
                ? new Operand.Beginning(value.substring(0, value.length() - 1))
                : new Operand.Exactly(value);
    }

    private static Optional<Operand> id(String value) {
        try {
            return value.length() == 36
                    ? Optional.of(new Operand.Id(UUID.fromString(value)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// `404`, `5xx`, `400..499`.
    private static Optional<Operand> status(String value) {
        if (value.length() == 3 && value.endsWith("xx") && isDigits(value.substring(0, 1))) {
            long hundreds = (value.charAt(0) - '0') * 100L;
            return Optional.of(new Operand.Between(hundreds, hundreds + 99));
        }
        int dots = value.indexOf("..");
        return dots < 0
                ? count(value, Comparison.IS)
                : between(value.substring(0, dots), value.substring(dots + 2));
    }

    private static Optional<Operand> between(String from, String to) {
        if (!isDigits(from) || !isDigits(to) || Long.parseLong(from) > Long.parseLong(to)) {
            return Optional.empty();
        }
        return Optional.of(new Operand.Between(Long.parseLong(from), Long.parseLong(to)));
    }

    private static Optional<Operand> count(String value, Comparison comparison) {
        if (!isDigits(value) || Long.parseLong(value) > MAX_COUNT) {
            return Optional.empty();
        }
        return Optional.of(beyond(Long.parseLong(value), comparison));
    }

    private static Operand beyond(long number, Comparison comparison) {
        return switch (comparison) {
            case IS, HOLDS -> new Operand.Between(number, number);
            case MORE -> new Operand.Between(number + 1, Long.MAX_VALUE);
            case LESS -> new Operand.Between(Long.MIN_VALUE, number - 1);
        };
    }

    private static boolean isDigits(String value) {
        return !value.isEmpty()
                && value.length() <= 12
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// `500ms`, `2s`, `10m`, `1h`, `7d`, `250us`.
    static Optional<Duration> duration(String value) {
        int unit = 0;
        while (unit < value.length() && value.charAt(unit) >= '0' && value.charAt(unit) <= '9') {
            unit++;
        }
        if (!isDigits(value.substring(0, unit))) {
            return Optional.empty();
        }
        long count = Long.parseLong(value.substring(0, unit));
        if (count > MAX_COUNT) {
            return Optional.empty();
        }
        return switch (value.substring(unit)) {
            case "us" -> Optional.of(Duration.ofNanos(count * 1000));
            case "ms" -> Optional.of(Duration.ofMillis(count));
            case "s" -> Optional.of(Duration.ofSeconds(count));
            case "m" -> Optional.of(Duration.ofMinutes(count));
            case "h" -> Optional.of(Duration.ofHours(Math.min(count, 1_000_000)));
            case "d" -> Optional.of(Duration.ofDays(Math.min(count, 100_000)));
            default -> Optional.empty();
        };
    }

    /// Milliseconds since 1970: a length of time ago, or a moment; without an offset it is UTC.
    private static Optional<Long> time(String value, Instant now) {
        Optional<Duration> ago = duration(value);
        if (ago.isPresent()) {
            return ago.map(length -> now.minus(length).toEpochMilli());
        }
        try {
            return Optional.of(moment(value).toEpochMilli());
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    private static Instant moment(String value) {
        if (value.indexOf('T') < 0) {
            return LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        String clock = value.substring(value.indexOf('T'));
        boolean hasOffset = clock.endsWith("Z") || clock.indexOf('+') > 0 || clock.indexOf('-') > 0;
        return hasOffset
                ? OffsetDateTime.parse(value).toInstant()
                : LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
    }
}
