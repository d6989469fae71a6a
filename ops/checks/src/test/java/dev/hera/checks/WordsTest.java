package dev.hera.checks;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Words and paths that do not belong in the house; the lists are `words.txt` and
/// `allowed-words.txt` beside this test.
class WordsTest {
    private static final Set<String> TEXTS =
            Set.of(
                    "java",
                    "md",
                    "xml",
                    "txt",
                    "cfg",
                    "http",
                    "sh",
                    "js",
                    "mjs",
                    "html",
                    "css",
                    "json",
                    "properties",
                    "service",
                    "yml");

    /// One line of `words.txt`.
    private record Word(String where, Pattern pattern, String why) {
        static Word of(String line) {
            String[] parts = line.split("\\s{2,}|\\s+(?=\\S)", 2);
            String[] rest = parts[1].strip().split("\\s{2,}", 2);
            return new Word(parts[0], Pattern.compile(rest[0]), rest[1]);
        }

        boolean isAskedOf(Path file) {
            return where.equals("any") || file.toString().endsWith("." + where);
        }
    }

    @Test
    void noWordStandsWhereItDoesNotBelong() {
        List<Word> words = lines("words.txt").stream().map(Word::of).toList();
        Set<String> allowed =
                lines("allowed-words.txt").stream()
                        .map(line -> line.split("\\s+", 2)[0])
                        .collect(Collectors.toSet());
        Findings findings = new Findings("words", "words that do not belong");
        for (Path file : Project.HERE.files()) {
            if (isText(file) && !allowed.contains(file.toString())) {
                findings.saw();
                read(file, words, findings);
            }
        }
        findings.assertNone(100);
    }

    private static void read(Path file, List<Word> words, Findings findings) {
        List<String> lines = Project.HERE.text(file).lines().toList();
        for (Word word : words.stream().filter(one -> one.isAskedOf(file)).toList()) {
            for (int i = 0; i < lines.size(); i++) {
                if (word.pattern().matcher(lines.get(i)).find()) {
                    findings.fault("%s:%d: %s".formatted(file, i + 1, word.why()));
                }
            }
        }
    }

    /// Test data that others wrote is full of surprises on purpose.
    private static boolean isText(Path file) {
        String name = file.toString();
        int dot = name.lastIndexOf('.');
        boolean isScript = dot < 0 && !name.equals("LICENSE");
        return !name.contains("json-test-suite")
                && !name.contains("blns")
                && (isScript || TEXTS.contains(name.substring(dot + 1)));
    }

    private static List<String> lines(String resource) {
        List<String> kept = new ArrayList<>();
        Project.HERE
                .text(Path.of("ops/checks/src/test/resources/dev/hera/checks", resource))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(kept::add);
        return kept;
    }
}
