package dev.hera.broker.journal.filter;

/// A filter that cannot be read: where, and what to write instead.
///
/// @param text the whole filter
/// @param column of the first character that makes no sense, from 0
/// @param why one sentence that says what is allowed there
public record Misread(String text, int column, String why) implements Reading {
    /// The sentence, the filter, and a caret below the column.
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder(why).append('\n');
        text.codePoints().map(Misread::plain).forEach(shown::appendCodePoint);
        shown.append('\n').append(" ".repeat(text.codePointCount(0, column)));
        return shown.append('^').toString();
    }

    /// A terminal obeys control characters.
    private static int plain(int c) {
        return Character.isISOControl(c) ? ' ' : c;
    }
}
