package dev.hera.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import javax.lang.model.element.Modifier;

/// Sizes, names, comments and the few things of the language that this house does without.
class TidyTest {
    private static final int METHOD = 40;
    private static final int FILE = 300;
    private static final int LINE = 100;
    private static final int PARAMETERS = 6;
    private static final int NESTING = 3;

    private static final Set<String> EMPTY_WORDS =
            Set.of(
                    "Manager",
                    "Helper",
                    "Util",
                    "Utils",
                    "Impl",
                    "Abstract",
                    "Base",
                    "Common",
                    "Data",
                    "Info");

    @Test
    void methodsAreShort() {
        Findings findings =
                new Findings("height", "methods of more than %d lines".formatted(METHOD));
        eachMethod(
                findings,
                (source, method) -> {
                    long height = source.height(method.tree());
                    return height > METHOD ? "%s has %d".formatted(method.name(), height) : "";
                });
        findings.assertNone(300);
    }

    @Test
    void methodsAreFlat() {
        Findings findings =
                new Findings("depth", "methods nested deeper than %d".formatted(NESTING));
        eachMethod(
                findings,
                (_, method) -> {
                    int depth = Depth.of(method.tree());
                    return depth > NESTING ? "%s goes %d deep".formatted(method.name(), depth) : "";
                });
        findings.assertNone(300);
    }

    @Test
    void methodsAskForLittle() {
        Findings findings =
                new Findings("parameters", "more than %d parameters".formatted(PARAMETERS));
        eachMethod(
                findings,
                (_, method) -> {
                    boolean isRecords =
                            method.isConstructor() && method.owner().getKind() == Tree.Kind.RECORD;
                    int count = method.tree().getParameters().size();
                    return count > PARAMETERS && !isRecords
                            ? "%s asks for %d".formatted(method.name(), count)
                            : "";
                });
        findings.assertNone(300);
    }

    @Test
    void filesAreShortAndNarrow() {
        Findings findings =
                new Findings("size", "files over %d lines, lines over %d".formatted(FILE, LINE));
        for (Source source : Project.HERE.sources()) {
            findings.saw();
            List<String> lines = source.lines();
            if (lines.size() > FILE) {
                findings.fault("%s has %d lines".formatted(source.file(), lines.size()));
            }
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).codePointCount(0, lines.get(i).length()) > LINE) {
                    findings.fault(source.file() + ":" + (i + 1));
                }
            }
        }
        findings.assertNone(80);
    }

    @Test
    void namesSaySomething() {
        Findings findings = new Findings("names", "names with a word that says nothing");
        for (Source source : Project.HERE.sources()) {
            for (Source.Type type : source.types()) {
                findings.saw();
                Set<String> words = new TreeSet<>(words(type.name()));
                words.retainAll(EMPTY_WORDS);
                if (!words.isEmpty()) {
                    findings.fault("%s %s".formatted(source.at(type.tree()), type.name()));
                }
            }
        }
        findings.assertNone(150);
    }

    @Test
    void wordsOfANameAreItsHumps() {
        assertEquals(List.of("Json", "Base", "Reader"), words("JsonBaseReader"));
        assertEquals(List.of("Database"), words("Database"));
        assertEquals(List.of("Http2", "Info"), words("Http2Info"));
    }

    private static List<String> words(String name) {
        return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])")).toList();
    }

    @Test
    void accessorsAreNamedByWhatTheyGive() {
        Findings findings = new Findings("accessors", "accessors called getX");
        eachMethod(
                findings,
                (_, method) ->
                        method.name().matches("get[A-Z].*")
                                        && method.tree().getParameters().isEmpty()
                                        && !isOverride(method.tree())
                                ? method.name()
                                : "");
        findings.assertNone(300);
    }

    @Test
    void parametersAreNeitherBooleanNorOptional() {
        Findings findings = new Findings("switches", "boolean or Optional parameters");
        eachMethod(
                findings,
                (source, method) ->
                        source.isTest()
                                        || isOverride(method.tree())
                                        || method.owner().getKind() == Tree.Kind.RECORD
                                ? ""
                                : method.tree().getParameters().stream()
                                        .filter(TidyTest::isYesOrNo)
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", ")));
        findings.assertNone(300);
    }

    private static boolean isYesOrNo(VariableTree parameter) {
        String type = String.valueOf(parameter.getType());
        return type.equals("boolean") || type.startsWith("Optional<");
    }

    private static boolean isOverride(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .map(AnnotationTree::getAnnotationType)
                .anyMatch(type -> type.toString().equals("Override"));
    }

    @Test
    void nothingStaticChanges() {
        Findings findings = new Findings("static", "static fields that are not final");
        for (Source source : Project.HERE.shipped()) {
            source.types().stream()
                    .flatMap(type -> type.tree().getMembers().stream())
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .peek(_ -> findings.saw())
                    .filter(field -> isStaticVariable(field.getModifiers().getFlags()))
                    .forEach(field -> findings.fault(source.at(field) + " " + field.getName()));
        }
        findings.assertNone(100);
    }

    private static boolean isStaticVariable(Set<Modifier> flags) {
        return flags.contains(Modifier.STATIC) && !flags.contains(Modifier.FINAL);
    }

    /// A test says by its name what it is for.
    @Test
    void everyTypeSaysWhatItIsFor() {
        Findings findings = new Findings("comments", "types without a /// comment");
        for (Source source : Project.HERE.sources()) {
            source.types().stream()
                    .filter(Source.Type::isTop)
                    .filter(type -> !type.name().matches(".*(Test|IT)"))
                    .peek(_ -> findings.saw())
                    .filter(type -> type.doc().isBlank() || !source.text().contains("///"))
                    .forEach(type -> findings.fault(source.at(type.tree()) + " " + type.name()));
        }
        findings.assertNone(80);
    }

    /// Gives what is wrong with one method, or an empty text.
    private interface MethodRule {
        String fault(Source source, Source.Method method);
    }

    private static void eachMethod(Findings findings, MethodRule rule) {
        for (Source source : Project.HERE.sources()) {
            for (Source.Method method : source.methods()) {
                findings.saw();
                String fault = rule.fault(source, method);
                if (!fault.isEmpty()) {
                    findings.fault(source.at(method.tree()) + " " + fault);
                }
            }
        }
    }
}
