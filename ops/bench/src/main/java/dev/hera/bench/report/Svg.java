package dev.hera.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What all drawings share: the sheet with its title and the unit below, round marks, and figures
/// as people read them.
final class Svg {
    private static final int BELOW = 60;

    private Svg() {}

    /// A whole drawing.
    ///
    /// @param unit written below the axis, around its middle
    /// @param bottom where what is drawn ends
    static String sheet(String title, String unit, int middle, int bottom, List<String> parts) {
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 %d"
            font-family="sans-serif" font-size="13">
        <rect width="800" height="%d" fill="white"/>
        <text x="20" y="28" font-size="16" font-weight="bold">%s</text>
        %s
        <text x="%d" y="%d" text-anchor="middle">%s</text>
        </svg>
        """
                .formatted(
                        bottom + BELOW,
                        bottom + BELOW,
                        escaped(title),
                        String.join("\n", parts),
                        middle,
                        bottom + 45,
                        escaped(unit));
    }

    static void write(Path file, String drawing) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, drawing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A round distance, so that there are four to ten marks.
    static double tick(double most) {
        double rough = Math.max(most, 1e-9) / 5;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double times = rough / power;
        return power * (times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10);
    }

    static String number(double value) {
        int digits = value == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
