package dev.hera.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A Markdown page as its tests see it: examples, tables, sections.
///
/// @param text the whole page
/// @param lines the same, line by line
record Document(String text, List<String> lines) {
    private static final String FENCE = "```";

    /// A fenced block of JSON.
    ///
    /// @param kind the word behind `json` on its fence
    /// @param line where it begins
    record Example(String kind, String text, int line) {}

    /// The folder that holds the project.
    static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("ops/docs/protocol.md"))) {
            at = at.getParent();
            if (at == null) {
                throw new AssertionError("not inside the project");
            }
        }
        return at;
    }

    /// The protocol's page.
    static Document protocol() {
        try {
            String text = Files.readString(root().resolve("ops/docs/protocol.md"));
            return new Document(text, text.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (int from = 0; from < lines.size(); from++) {
            if (lines.get(from).startsWith(FENCE + "json ")) {
                int to = from + 1;
                while (!lines.get(to).equals(FENCE)) {
                    to++;
                }
                String kind = lines.get(from).substring(FENCE.length() + 5).strip();
                String block = String.join("\n", lines.subList(from + 1, to));
                examples.add(new Example(kind, block, from));
            }
        }
        return examples;
    }

    List<Example> examples(String kind) {
        return examples().stream().filter(example -> example.kind().equals(kind)).toList();
    }

    /// The text from the heading above this line to the next one, with the parts above and below
    /// it of the same chapter.
    String section(int line) {
        int from = line;
        while (!lines.get(from).startsWith("## ")) {
            from--;
        }
        int to = line;
        while (to < lines.size() && !lines.get(to).startsWith("## ")) {
            to++;
        }
        return String.join(
                "\n", lines.subList(from, to).stream().filter(l -> l.startsWith("|")).toList());
    }

    /// Every row of every table, as its cells.
    List<List<String>> rows() {
        return lines.stream()
                .filter(line -> line.startsWith("| "))
                .map(
                        line ->
                                Arrays.stream(line.split("(?<!\\\\)\\|", -1))
                                        .skip(1)
                                        .map(cell -> cell.strip().replace("\\|", "|"))
                                        .toList())
                .toList();
    }

    /// The row whose first cell holds this.
    List<String> row(String first) {
        return rows().stream()
                .filter(row -> row.getFirst().contains(first))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row about " + first));
    }

    /// The value in the second cell of a row, without the marks of code.
    String value(String first) {
        return rows().stream()
                .filter(row -> row.getFirst().equals(first))
                .map(row -> row.get(1))
                .filter(cell -> cell.startsWith("`") && cell.endsWith("`"))
                .map(cell -> cell.substring(1, cell.length() - 1))
                .reduce((a, b) -> b)
                .orElseThrow(() -> new AssertionError("no value of " + first));
    }
}
