package dev.hera.broker.journal.digest;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.filter.Beside;
import dev.hera.broker.journal.filter.Field;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.filter.Operand;
import dev.hera.broker.journal.filter.Term;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;

/// Says of a row whether a filter finds its call; immutable, for one search.
final class Judge {
    private final List<Question> questions;
    private final Vocabulary words;
    private final Beside beside;

    /// What a row says to one term.
    private interface Question {
        Answer of(Sheet sheet, int at);
    }

    /// The number of a row's name.
    private interface Numbering {
        int of(Sheet sheet, int at);
    }

    Judge(Filter filter, Beside beside, Vocabulary words) {
        this.words = words;
        this.beside = beside;
        questions = filter.terms().stream().map(this::question).toList();
    }

    Answer of(Sheet sheet, int at) {
        long how = sheet.how(at);
        if (Row.is(how, Row.DEAD)) {
            return Answer.NO;
        }
        if (Row.is(how, Row.OPEN)) {
            return Answer.MAYBE;
        }
        Answer all = Answer.YES;
        for (Question question : questions) {
            all = all.and(question.of(sheet, at));
            if (all == Answer.NO) {
                return all;
            }
        }
        return all;
    }

    private Question question(Term term) {
        List<Question> any = term.operands().stream().map(one -> question(term, one)).toList();
        Question first = any.getFirst();
        Question holds = any.size() == 1 ? first : (sheet, at) -> any(any, sheet, at);
        return switch (term.sense()) {
            case HOLDS -> holds;
            case FAILS -> (sheet, at) -> holds.of(sheet, at).opposite();
        };
    }

    private static Answer any(List<Question> questions, Sheet sheet, int at) {
        Answer answer = Answer.NO;
        for (Question question : questions) {
            answer = answer.or(question.of(sheet, at));
        }
        return answer;
    }

    private Question question(Term term, Operand operand) {
        return switch (operand) {
            case Operand.Id(UUID uuid) -> id(term.field(), new CallId(uuid));
            case Operand.Between range -> range(term.field(), range);
            case Operand.Exactly(String text) -> exactly(term, text);
            case Operand.Beginning(String text) -> beginning(term, text);
            case Operand.Part _ -> part(term);
        };
    }

    private static Question id(Field field, CallId id) {
        if (field == Field.ID) {
            return (sheet, at) -> sheet.id(at).equals(id) ? Answer.YES : Answer.NO;
        }
        return printed(Print.of(field.word() + '=', id.toString()));
    }

    private static Question printed(Print print) {
        return (sheet, at) -> sheet.mayHave(at, print) ? Answer.MAYBE : Answer.NO;
    }

    private static Question range(Field field, Operand.Between range) {
        return switch (field) {
            case AFTER, BEFORE ->
                    (sheet, at) -> range.has(sheet.high(at) >>> 16) ? Answer.YES : Answer.NO;
            case STATUS ->
                    (sheet, at) -> range.has(Row.status(sheet.who(at))) ? Answer.YES : Answer.NO;
            case ATTEMPTS ->
                    (sheet, at) -> {
                        int attempts = Row.attempts(sheet.how(at));
                        boolean sure = attempts < Row.MOST_ATTEMPTS;
                        return sure ? (range.has(attempts) ? Answer.YES : Answer.NO) : Answer.MAYBE;
                    };
            default -> (sheet, at) -> took(range, Row.micros(sheet.how(at)));
        };
    }

    /// A microsecond holds a thousand answers.
    private static Answer took(Operand.Between range, long micros) {
        if (micros == 0 || micros == Row.MOST_MICROS) {
            return Answer.MAYBE;
        }
        boolean first = range.has(micros * 1000);
        boolean last = range.has(micros * 1000 + 999);
        return first == last ? (first ? Answer.YES : Answer.NO) : Answer.MAYBE;
    }

    private Question exactly(Term term, String text) {
        return switch (term.field()) {
            case OUTCOME -> outcome(text);
            case ORIGIN -> {
                int origin = Row.ORIGINS.indexOf(text);
                yield (sheet, at) -> Row.origin(sheet.how(at)) == origin ? Answer.YES : Answer.NO;
            }
            case SETTLED -> settled(text);
            case STATE -> (sheet, at) -> state(sheet, at, text);
            case QUARANTINED -> (sheet, at) -> held(sheet, at, text);
            case PINNED -> (sheet, at) -> pinned(sheet, at, text);
            case PATH -> printed(Print.of("path=", text));
            case KEY -> printed(Print.of("key=", text));
            case HEADER, QUERY ->
                    printed(Print.of(term.field().word() + '.' + name(term) + '=', text));
            case METHOD -> known(term.field(), text::equalsIgnoreCase);
            case WORKER -> worker(text::equals, printed(Print.of("worker=", text)));
            default -> known(term.field(), text::equals);
        };
    }

    /// That there is a header or a parameter of this name.
    private static Print said(Term term) {
        return Print.of(term.field().word() + '.', name(term));
    }

    private static String name(Term term) {
        return term.field() == Field.HEADER ? term.name().toLowerCase(Locale.ROOT) : term.name();
    }

    private static Question outcome(String text) {
        int outcome = Row.OUTCOMES.indexOf(text);
        return (sheet, at) -> Row.outcome(sheet.how(at)) == outcome ? Answer.YES : Answer.NO;
    }

    private static Question settled(String text) {
        return (sheet, at) -> {
            int settled = Row.settled(sheet.how(at));
            return switch (text) {
                case "no" -> settled == 0 ? Answer.YES : Answer.NO;
                case "yes" -> settled != 0 ? Answer.YES : Answer.NO;
                case "processed" -> settled == Row.PROCESSED ? Answer.YES : Answer.NO;
                default -> settled == Row.DELETED ? Answer.YES : Answer.NO;
            };
        };
    }

    private Answer state(Sheet sheet, int at, String text) {
        String standing =
                beside.standings().isEmpty() ? null : beside.standings().get(sheet.id(at));
        return text.equals(standing == null ? state(sheet.how(at)) : standing)
                ? Answer.YES
                : Answer.NO;
    }

    static String state(long how) {
        if (Row.settled(how) != 0) {
            return "settled";
        }
        boolean accepted = Row.outcome(how) == Row.OUTCOMES.indexOf("accepted");
        return accepted ? "accepted" : "ended";
    }

    private Answer held(Sheet sheet, int at, String text) {
        boolean held =
                !beside.standings().isEmpty()
                        && "quarantined".equals(beside.standings().get(sheet.id(at)));
        return text.equals(held ? "yes" : "no") ? Answer.YES : Answer.NO;
    }

    private Answer pinned(Sheet sheet, int at, String text) {
        boolean pinned = !beside.pinned().isEmpty() && beside.pinned().contains(sheet.id(at));
        return text.equals(pinned ? "yes" : "no") ? Answer.YES : Answer.NO;
    }

    private Question beginning(Term term, String text) {
        return switch (term.field()) {
            case PATH -> {
                Print print = Print.beginning(text);
                yield print == null ? (_, _) -> Answer.MAYBE : printed(print);
            }
            case KEY -> printed(Print.of("key", ""));
            case HEADER, QUERY -> printed(said(term));
            default -> known(term.field(), name -> name.startsWith(text));
        };
    }

    /// Text within something: only that there is nothing to look into can be told.
    private static Question part(Term term) {
        return switch (term.field()) {
            case KEY -> printed(Print.of("key", ""));
            case HEADER, QUERY -> printed(said(term));
            case DETAIL ->
                    (sheet, at) -> Row.is(sheet.how(at), Row.DETAIL) ? Answer.MAYBE : Answer.NO;
            case BODY, ANSWER -> (sheet, at) -> sheet.bytes(at) == 0 ? Answer.NO : Answer.MAYBE;
            default -> (_, _) -> Answer.MAYBE;
        };
    }

    /// A field whose names are numbered.
    private Question known(Field field, Predicate<String> question) {
        return switch (field) {
            case ENDPOINT ->
                    numbered(words.endpoints(), question, (s, at) -> Row.endpoint(s.who(at)));
            case CALLER -> numbered(words.callers(), question, (s, at) -> Row.caller(s.who(at)));
            case METHOD -> numbered(words.methods(), question, (s, at) -> Row.method(s.who(at)));
            case REFUSED -> numbered(words.kinds(), question, (s, at) -> Row.kind(s.how(at)));
            case WORKER -> worker(question, (_, _) -> Answer.MAYBE);
            default -> (_, _) -> Answer.MAYBE;
        };
    }

    /// Of several workers only the last one stands in the row.
    ///
    /// @param others what is known when there were several
    private Question worker(Predicate<String> question, Question others) {
        Question last = numbered(words.workers(), question, (s, at) -> Row.worker(s.who(at)));
        return (sheet, at) ->
                switch (Row.attempts(sheet.how(at))) {
                    case 0 -> Answer.NO;
                    case 1 -> last.of(sheet, at);
                    default -> last.of(sheet, at).or(others.of(sheet, at));
                };
    }

    private static Question numbered(Names names, Predicate<String> question, Numbering numbering) {
        Answer[] answers = names.judged(question);
        return (sheet, at) -> {
            int one = numbering.of(sheet, at);
            return one < answers.length ? answers[one] : Answer.MAYBE;
        };
    }
}
