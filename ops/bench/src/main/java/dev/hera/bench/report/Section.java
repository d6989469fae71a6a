package dev.hera.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The part of a report between `<!-- NAME -->` and `<!-- end of NAME -->`.
public record Section(Path report, String name) {
    /// Puts a text there in place of what was there.
    ///
    /// @throws IllegalStateException when the report has no such part
    public void write(String text) {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        try {
            String old = Files.readString(report);
            int from = old.indexOf(begin);
            int to = old.indexOf(end);
            if (from < 0 || to < from) {
                throw new IllegalStateException(
                        "%s has no part between %sand %s".formatted(report, begin, end));
            }
            String start = old.substring(0, from + begin.length());
            Files.writeString(report, start + text.strip() + "\n" + old.substring(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
