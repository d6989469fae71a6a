package dev.hera.broker.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;

import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How a command shows what it found: columns for a person, or JSON with `--json`.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
public final class Printed {
    @Option(names = "--json", description = "as JSON, for programs")
    private boolean json;

    /// Shows a finding; only one of the two forms is written.
    ///
    /// @param rows the first one is the heading
    public void show(PrintWriter out, JsonNode whole, List<List<String>> rows) {
        out.print(json ? whole.toPrettyString() + '\n' : table(rows));
        out.flush();
    }

    /// Columns as wide as their widest cell, two spaces between them, none at a line's end.
    static String table(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = IntStream.range(0, columns).map(column -> width(rows, column)).toArray();
        return rows.stream()
                .map(row -> line(row, widths))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> plain(row.get(column)).length()).max().orElse(0);
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = plain(row.get(column));
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }

    /// Names come from workers, and a terminal obeys control characters.
    private static String plain(String cell) {
        return cell.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
