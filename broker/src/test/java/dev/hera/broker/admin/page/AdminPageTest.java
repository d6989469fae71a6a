package dev.hera.broker.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The page's files as they lie on the class path.
class AdminPageTest {
    private static final Pattern IMPORT = Pattern.compile("from '\\./(\\w+)\\.js'");

    /// Ways to make elements, code or addresses out of text.
    private static final Pattern FROM_TEXT =
            Pattern.compile(
                    "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser"
                            + "|createContextualFragment|setHTML|srcdoc=|\\beval\\b|new Function"
                            + "|setTimeout\\('|javascript:|https?://(?!www\\.w3\\.org/2000/svg)");

    private static Path folder() {
        try {
            URL page = Objects.requireNonNull(AdminPage.class.getResource("index.html"));
            return Objects.requireNonNull(Path.of(page.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().matches(".*\\.(js|css|html)")).toList();
        }
    }

    @Test
    void everyModuleIsServedAndEveryServedModuleIsThere() throws IOException {
        TreeSet<String> there =
                files().stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> name.endsWith(".js"))
                        .map(name -> name.substring(0, name.length() - 3))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(there, new TreeSet<>(AdminPage.MODULES));
    }

    @Test
    void whatAModuleImportsIsThere() throws IOException {
        int seen = 0;
        for (Path file : files()) {
            for (var found : IMPORT.matcher(Files.readString(file)).results().toList()) {
                assertTrue(AdminPage.MODULES.contains(found.group(1)), file + found.group());
                seen++;
            }
        }
        assertTrue(seen > 30, "saw only %d imports".formatted(seen));
    }

    /// Else each round of imports costs the first visit a round trip.
    @Test
    void everyModuleThatMainNeedsIsAskedForAtOnce() throws IOException {
        String html = Files.readString(folder().resolve("index.html"));
        Set<String> needed = new TreeSet<>();
        List<String> open = new ArrayList<>(List.of("main"));
        while (!open.isEmpty()) {
            String module = Files.readString(folder().resolve(open.removeLast() + ".js"));
            IMPORT.matcher(module)
                    .results()
                    .map(found -> found.group(1))
                    .filter(needed::add)
                    .forEach(open::add);
        }
        assertTrue(needed.size() > 20, "main needs only " + needed);
        for (String module : needed) {
            assertTrue(
                    html.contains("\"modulepreload\" href=\"/_hera/admin/" + module + ".js\""),
                    module);
        }
    }

    @Test
    void nothingIsMadeOfTextButText() throws IOException {
        List<Path> files = files();
        assertTrue(files.size() > 20, "saw only " + files);
        for (Path file : files) {
            var found = FROM_TEXT.matcher(Files.readString(file)).results().toList();
            assertTrue(found.isEmpty(), () -> file + ": " + found.getFirst().group());
        }
    }

    @Test
    void thePageHasNoScriptAndNoStyleOfItsOwn() throws IOException {
        String html = Files.readString(folder().resolve("index.html"));
        assertFalse(
                Pattern.compile("<script(?![^>]*src=)|<style|\\son\\w+=|style=")
                        .matcher(html)
                        .find());
    }

    @Test
    void modulesFitOnAFewScreens() throws IOException {
        for (Path file : files()) {
            assertTrue(Files.readAllLines(file).size() <= 300, file + " is long");
        }
    }
}
