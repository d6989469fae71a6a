package dev.hera.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A drawing as SVG: one line a contestant, a dot for the middle and a bar for the interval.
///
/// The axis begins at nothing, so that lengths can be compared.
///
/// @param unit what the numbers are, below the axis
public record Picture(String title, String unit, List<Dot> dots) {
    private static final int LEFT = 200;
    private static final int RIGHT = 700;
    private static final int TOP = 50;
    private static final int STEP = 28;

    public Picture {
        dots = List.copyOf(dots);
    }

    /// One line of the drawing.
    public record Dot(String name, double middle, double low, double high) {}

    /// Writes the drawing.
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, svg());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String svg() {
        double most = dots.stream().mapToDouble(Dot::high).max().orElse(1);
        double tick = tick(most);
        int bottom = TOP + dots.size() * STEP;
        List<String> parts = new ArrayList<>();
        for (double at = 0; at <= most + tick / 2; at += tick) {
            parts.add(grid(x(at, most), bottom, number(at)));
        }
        for (int i = 0; i < dots.size(); i++) {
            parts.add(line(dots.get(i), TOP + i * STEP + STEP / 2, most));
        }
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
                        bottom + 60,
                        bottom + 60,
                        escaped(title),
                        String.join("\n", parts),
                        (LEFT + RIGHT) / 2,
                        bottom + 45,
                        escaped(unit));
    }

    /// A round distance, so that there are four to ten marks.
    static double tick(double most) {
        double rough = Math.max(most, 1e-9) / 5;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double times = rough / power;
        return power * (times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10);
    }

    private static double x(double value, double most) {
        return LEFT + (RIGHT - LEFT) * Math.max(0, value) / Math.max(most, 1e-9);
    }

    private static String grid(double x, int bottom, String label) {
        return String.format(
                Locale.ROOT,
                """
                <line x1="%1$.1f" y1="%2$d" x2="%1$.1f" y2="%3$d" stroke="#ddd"/>
                <text x="%1$.1f" y="%4$d" text-anchor="middle" fill="#555">%5$s</text>\
                """,
                x,
                TOP,
                bottom,
                bottom + 20,
                label);
    }

    private static String line(Dot dot, int y, double most) {
        return String.format(
                Locale.ROOT,
                """
                <text x="%d" y="%d" text-anchor="end">%s</text>
                <line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#8ab" stroke-width="6"/>
                <circle cx="%.1f" cy="%d" r="5" fill="#135"/>
                <text x="%.1f" y="%d" fill="#135">%s</text>\
                """,
                LEFT - 12,
                y + 4,
                escaped(dot.name()),
                x(dot.low(), most),
                y,
                x(dot.high(), most),
                y,
                x(dot.middle(), most),
                y,
                x(dot.high(), most) + 10,
                y + 4,
                number(dot.middle()));
    }

    static String number(double value) {
        int digits = value == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
