package dev.hera.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class SectionTest {
    @Test
    void whatStandsAroundItStays(@TempDir Path folder) throws IOException {
        Path report =
                Files.writeString(
                        folder.resolve("report.md"),
                        "# Ours\n\n<!-- one -->\nold\n<!-- end of one -->\n\nours\n"
                                + "<!-- two -->\n<!-- end of two -->\n");
        new Section(report, "one").write("\nnew\n\n");
        new Section(report, "two").write("second");
        assertEquals(
                "# Ours\n\n<!-- one -->\nnew\n<!-- end of one -->\n\nours\n"
                        + "<!-- two -->\nsecond\n<!-- end of two -->\n",
                Files.readString(report));
    }

    @Test
    void aReportWithoutItIsNotTouched(@TempDir Path folder) throws IOException {
        Path report = Files.writeString(folder.resolve("report.md"), "<!-- end of one -->\n");
        assertThrows(IllegalStateException.class, () -> new Section(report, "one").write("new"));
        assertEquals("<!-- end of one -->\n", Files.readString(report));
    }
}
