package dev.hera.broker.journal.find;

/// A filter that cannot be read: where, and what to write instead.
///
/// @param text the whole filter
/// @param column of the first character that makes no sense, from 0
/// @param why one sentence that says what is allowed there
public record Misread(String text, int column, String why) implements Reading {
    /// The sentence, the filter, and a caret below the column.
    @Override
    public String toString() {
        String shown = text.replaceAll("\\p{Cntrl}", " ");
        return why + '\n' + shown + '\n' + " ".repeat(column) + '^';
    }
}
