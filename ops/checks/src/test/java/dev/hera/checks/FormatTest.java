package dev.hera.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import org.junit.jupiter.api.Test;

/// Every Java file is as google-java-format writes it, four columns deep.
class FormatTest {
    private static final Formatter FORMATTER =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    @Test
    void everyFileIsAsTheFormatterWritesIt() throws FormatterException {
        Findings findings = new Findings("format", "not formatted; to mend: ops/format");
        for (Source source : Project.HERE.sources()) {
            findings.saw();
            if (!formatted(source.text()).equals(source.text())) {
                findings.fault(source.file().toString());
            }
        }
        findings.assertNone(80);
    }

    @Test
    void theFormatterKeepsMarkdownCommentsAndSortsImports() throws FormatterException {
        String untidy =
                """
                import java.util.Set;
                import java.util.List;

                /// kept   as it is
                interface A { Set<String> a(List<String> b); }
                """;
        assertEquals(
                """
                import java.util.List;
                import java.util.Set;

                /// kept   as it is
                interface A {
                    Set<String> a(List<String> b);
                }
                """,
                formatted(untidy));
    }

    /// What the command line of the formatter does.
    private static String formatted(String text) throws FormatterException {
        String sorted = ImportOrderer.reorderImports(text, Style.AOSP);
        return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(sorted));
    }
}
