package dev.hera.checks;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Every package has a page that tells its story, and is small enough to have one story.
class PackagesTest {
    private static final int TYPES = 13;
    private static final int SHORTEST_STORY = 5;
    private static final int LONGEST_STORY = 15;

    @Test
    void everyPackageHasAPage() {
        Findings findings = new Findings("pages", "packages without package-info.java");
        Map<String, Source> pages = pages();
        for (String name : allPackages()) {
            findings.saw();
            if (!pages.containsKey(name)) {
                findings.fault(name);
            }
        }
        findings.assertNone(10);
    }

    @Test
    void everyPageIsNullMarkedAndTellsAStory() {
        Findings findings =
                new Findings(
                        "stories",
                        "package pages without @NullMarked or with a story outside %d to %d lines"
                                .formatted(SHORTEST_STORY, LONGEST_STORY));
        pages().values()
                .forEach(
                        page -> {
                            findings.saw();
                            long story =
                                    page.text().lines().filter(l -> l.startsWith("///")).count();
                            if (!page.text().contains("\n@NullMarked\n")) {
                                findings.fault(page.file() + " is not @NullMarked");
                            }
                            if (story < SHORTEST_STORY || story > LONGEST_STORY) {
                                findings.fault("%s: %d lines".formatted(page.file(), story));
                            }
                        });
        findings.assertNone(10);
    }

    @Test
    void roomsAreSmall() {
        Findings findings =
                new Findings("types", "packages of more than %d types".formatted(TYPES));
        Map<String, List<Source>> packages =
                Project.HERE.shipped().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Source::packageName, TreeMap::new, Collectors.toList()));
        packages.forEach(
                (name, sources) -> {
                    findings.saw();
                    long types =
                            sources.stream()
                                    .flatMap(source -> source.types().stream())
                                    .filter(Source.Type::isTop)
                                    .count();
                    if (types > TYPES) {
                        findings.fault("%s has %d".formatted(name, types));
                    }
                });
        findings.assertNone(7);
    }

    @Test
    void onePackageHasOnePage() {
        Map<String, Integer> count = new HashMap<>();
        Project.HERE.sources().stream()
                .filter(Source::isPackagePage)
                .forEach(page -> count.merge(page.packageName(), 1, Integer::sum));
        count.values().removeIf(pages -> pages == 1);
        assertFalse(count.size() > 0, "packages with more than one page: " + count.keySet());
    }

    private static Set<String> allPackages() {
        return Project.HERE.sources().stream()
                .map(Source::packageName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Source> pages() {
        Map<String, Source> pages = new TreeMap<>();
        Project.HERE.sources().stream()
                .filter(Source::isPackagePage)
                .forEach(page -> pages.put(page.packageName(), page));
        return pages;
    }
}
