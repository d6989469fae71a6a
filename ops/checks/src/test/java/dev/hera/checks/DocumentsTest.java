package dev.hera.checks;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What is written for people: what a document names exists, what is decided is listed.
class DocumentsTest {
    private static final Path DECISIONS = Path.of("ops/docs/decisions");

    /// `Dispatcher`, `TokenTable.find`: at least one hump and a small letter.
    private static final Pattern CLASS =
            Pattern.compile("`([A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*)(?:[.#(][^`]*)?`");

    private static final Pattern FULL_NAME =
            Pattern.compile("\\bdev\\.hera(?:\\.[a-z]+)+\\.([A-Z]\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    /// Names of others that documents may speak of.
    private static final Set<String> OTHERS =
            Set.of(
                    "PersistentNode",
                    "StrictMath",
                    "ZooKeeperServerEmbedded",
                    "HttpClient",
                    "WebSocket");

    @Test
    void classesNamedInDocumentsExist() {
        Set<String> names =
                Project.HERE.sources().stream()
                        .flatMap(source -> source.types().stream())
                        .map(Source.Type::name)
                        .collect(Collectors.toSet());
        Findings findings = new Findings("classes", "classes in documents that do not exist");
        BiConsumer<Path, MatchResult> look =
                (file, found) -> {
                    findings.saw();
                    if (!names.contains(found.group(1)) && !OTHERS.contains(found.group(1))) {
                        findings.fault(file + ": " + found.group());
                    }
                };
        each(CLASS, look);
        each(FULL_NAME, look);
        findings.assertNone(5);
    }

    @Test
    void linksLeadSomewhere() {
        Findings findings = new Findings("links", "links in documents that lead nowhere");
        each(
                LINK,
                (file, found) -> {
                    findings.saw();
                    Path at = Project.HERE.root().resolve(file).resolveSibling(found.group(1));
                    if (!Files.exists(at)) {
                        findings.fault(file + ": " + found.group(1));
                    }
                });
        findings.assertNone(10);
    }

    @Test
    void everyDecisionStandsInTheIndex() {
        String index = Project.HERE.text(DECISIONS.resolve("README.md"));
        Findings findings = new Findings("decisions", "decisions that the index does not list");
        for (Path page : documents()) {
            String name = String.valueOf(page.getFileName());
            if (page.startsWith(DECISIONS) && !name.equals("README.md")) {
                findings.saw();
                if (!index.contains("](" + name + ")")) {
                    findings.fault(page.toString());
                }
            }
        }
        findings.assertNone(10);
    }

    /// A dependency in a pom without a reason in the decisions is one too many.
    @Test
    void everyDependencyHasItsReason() {
        String reasons =
                Project.HERE
                        .text(DECISIONS.resolve("0002-dependencies.md"))
                        .toLowerCase(Locale.ROOT);
        Findings findings = new Findings("dependencies", "dependencies without a reason in 0002");
        Pattern artifact =
                Pattern.compile("<dependency>\\s*<groupId>[^<]*</groupId>\\s*<artifactId>([^<]*)<");
        for (Path pom : Project.HERE.files()) {
            if (pom.endsWith("pom.xml") && pom.getNameCount() > 1) {
                artifact.matcher(Project.HERE.text(pom))
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !name.startsWith("hera-"))
                        .forEach(
                                name -> {
                                    findings.saw();
                                    if (!reasons.contains(
                                            name.split("-", 2)[0].toLowerCase(Locale.ROOT))) {
                                        findings.fault(pom + ": " + name);
                                    }
                                });
            }
        }
        findings.assertNone(15);
    }

    private static void each(Pattern pattern, BiConsumer<Path, MatchResult> look) {
        for (Path file : documents()) {
            pattern.matcher(Project.HERE.text(file))
                    .results()
                    .forEach(found -> look.accept(file, found));
        }
    }

    private static List<Path> documents() {
        return Project.HERE.files().stream()
                .filter(file -> file.toString().endsWith(".md"))
                .filter(file -> !file.toString().contains("src/test/resources"))
                .toList();
    }
}
