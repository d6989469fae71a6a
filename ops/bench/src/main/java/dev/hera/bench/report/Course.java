package dev.hera.bench.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A drawing as SVG: figures over time, a line each; the upright axis begins at nothing.
public record Course(String title, String unit, List<Line> lines) {
    private static final List<String> INKS =
            List.of("#135", "#c50", "#283", "#a27", "#777", "#06c", "#850", "#c22");
    private static final int LEFT = 70;
    private static final int RIGHT = 620;
    private static final int TOP = 50;
    private static final int BOTTOM = 330;

    public Course {
        lines = List.copyOf(lines);
    }

    /// One line: as many times as figures.
    public record Line(String name, List<Double> times, List<Double> figures) {
        public Line {
            if (times.size() != figures.size()) {
                throw new IllegalArgumentException(
                        "%d times, %d figures".formatted(times.size(), figures.size()));
            }
            times = List.copyOf(times);
            figures = List.copyOf(figures);
        }
    }

    /// Writes the drawing.
    public void write(Path file) {
        Svg.write(file, svg());
    }

    String svg() {
        double most = most(lines.stream().map(Line::figures).toList());
        double longest = most(lines.stream().map(Line::times).toList());
        List<String> parts = new ArrayList<>();
        parts.add(
                "<path d=\"M %d %d V %d H %d\" fill=\"none\" stroke=\"#999\"/>"
                        .formatted(LEFT, TOP, BOTTOM, RIGHT));
        for (double at = 0; at <= most * 1.001; at += Svg.tick(most)) {
            parts.add(mark(LEFT - 8, y(at, most) + 4, "end", at));
        }
        for (double at = 0; at <= longest * 1.001; at += Svg.tick(longest)) {
            parts.add(mark(x(at, longest), BOTTOM + 20, "middle", at));
        }
        for (int i = 0; i < lines.size(); i++) {
            parts.add(line(i, most, longest));
        }
        return Svg.sheet(title, unit, (LEFT + RIGHT) / 2, BOTTOM, parts);
    }

    private String line(int number, double most, double longest) {
        Line line = lines.get(number);
        String ink = INKS.get(number % INKS.size());
        String points =
                IntStream.range(0, line.times().size())
                        .mapToObj(
                                i ->
                                        String.format(
                                                Locale.ROOT,
                                                "%.1f,%.1f",
                                                x(line.times().get(i), longest),
                                                y(line.figures().get(i), most)))
                        .collect(Collectors.joining(" "));
        return """
        <polyline points="%s" fill="none" stroke="%s" stroke-width="1.5"/>
        <text x="%d" y="%d" fill="%s">%s</text>\
        """
                .formatted(
                        points,
                        ink,
                        RIGHT + 20,
                        TOP + 16 + number * 20,
                        ink,
                        Svg.escaped(line.name()));
    }

    private static double most(List<List<Double>> figures) {
        return figures.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
    }

    private static double x(double time, double longest) {
        return LEFT + (RIGHT - LEFT) * time / Math.max(longest, 1e-9);
    }

    private static double y(double figure, double most) {
        return BOTTOM - (BOTTOM - TOP) * figure / Math.max(most, 1e-9);
    }

    private static String mark(double x, double y, String anchor, double value) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#555\">%s</text>",
                x,
                y,
                anchor,
                Svg.number(value));
    }
}
