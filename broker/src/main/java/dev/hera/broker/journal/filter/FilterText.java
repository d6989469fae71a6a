package dev.hera.broker.journal.filter;

import org.jspecify.annotations.Nullable;

/// A filter's characters, read from left to right; one thread.
final class FilterText {
    private final String text;
    private int at;

    /// A value as it stands there.
    ///
    /// @param text without its quotes
    /// @param quoted whether it had quotes
    record Value(String text, boolean quoted) {}

    FilterText(String text) {
        this.text = text;
    }

    String whole() {
        return text;
    }

    /// The column of the next character.
    int at() {
        return at;
    }

    boolean isOver() {
        return at >= text.length();
    }

    void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /// The next character; a blank at the end.
    char peek() {
        return at < text.length() ? text.charAt(at) : ' ';
    }

    /// Whether this is next; then it is read.
    boolean takes(char wanted) {
        boolean there = peek() == wanted;
        at += there ? 1 : 0;
        return there;
    }

    /// Letters, digits, `-` and `_`; may be empty.
    String name() {
        int began = at;
        while (at < text.length() && isPartOfName(text.charAt(at))) {
            at++;
        }
        return text.substring(began, at);
    }

    private static boolean isPartOfName(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_';
    }

    /// A comparison's sign; null, and nothing is read, when there is none.
    @Nullable Comparison sign() {
        for (Comparison comparison : Comparison.values()) {
            if (text.startsWith(comparison.sign(), at)) {
                at += comparison.sign().length();
                return comparison;
            }
        }
        return null;
    }

    /// A value, plain up to a blank or a comma, or in quotes; null when a quote is not closed.
    @Nullable Value value() {
        if (takes('"')) {
            return quoted();
        }
        int began = at;
        while (at < text.length() && peek() != ',' && !Character.isWhitespace(peek())) {
            at++;
        }
        return new Value(text.substring(began, at), false);
    }

    /// Up to the closing quote; `\` takes the character behind it as it is.
    private @Nullable Value quoted() {
        StringBuilder value = new StringBuilder();
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return new Value(value.toString(), true);
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        return null;
    }
}
