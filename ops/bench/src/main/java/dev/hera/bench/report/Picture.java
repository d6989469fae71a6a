package dev.hera.bench.report;

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
        Svg.write(file, svg());
    }

    String svg() {
        double most = dots.stream().mapToDouble(Dot::high).max().orElse(1);
        double tick = Svg.tick(most);
        int bottom = TOP + dots.size() * STEP;
        List<String> parts = new ArrayList<>();
        for (double at = 0; at <= most + tick / 2; at += tick) {
            parts.add(grid(x(at, most), bottom, Svg.number(at)));
        }
        for (int i = 0; i < dots.size(); i++) {
            parts.add(line(dots.get(i), TOP + i * STEP + STEP / 2, most));
        }
        return Svg.sheet(title, unit, (LEFT + RIGHT) / 2, bottom, parts);
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
                Svg.escaped(dot.name()),
                x(dot.low(), most),
                y,
                x(dot.high(), most),
                y,
                x(dot.middle(), most),
                y,
                x(dot.high(), most) + 10,
                y + 4,
                Svg.number(dot.middle()));
    }
}
