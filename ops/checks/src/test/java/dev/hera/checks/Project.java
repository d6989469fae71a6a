package dev.hera.checks;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The project as it lies on disk: every file that is ours, the Java ones parsed once.
///
/// @param root the folder that holds everything
/// @param files everything but what is built, fetched or left by a run; relative, sorted
/// @param sources the Java files
record Project(Path root, List<Path> files, List<Source> sources) {
    private static final Set<String> NOT_OURS = Set.of(".git", ".hera", "target", "node_modules");

    /// The one this test runs in.
    static final Project HERE = read(findRoot());

    private static Path findRoot() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("worker-sdk"))
                || !Files.isDirectory(at.resolve("ops"))) {
            at = at.getParent();
            if (at == null) {
                throw new AssertionError("not inside the project");
            }
        }
        return at;
    }

    private static Project read(Path root) {
        try {
            List<Path> files = walk(root);
            return new Project(root, files, parse(root, files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> walk(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes of) {
                        return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes of) {
                        found.add(root.relativize(file));
                        return FileVisitResult.CONTINUE;
                    }
                });
        found.sort(null);
        return List.copyOf(found);
    }

    private static List<Source> parse(Path root, List<Path> files) throws IOException {
        List<Path> java =
                files.stream()
                        .filter(file -> file.toString().endsWith(".java"))
                        .map(root::resolve)
                        .toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Source> sources = new ArrayList<>();
        try (StandardJavaFileManager reader =
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    reader,
                                    null,
                                    List.of(),
                                    null,
                                    reader.getJavaFileObjectsFromPaths(java));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                Path file = root.relativize(Path.of(unit.getSourceFile().toUri()));
                sources.add(Source.of(file, Files.readString(root.resolve(file)), unit, trees));
            }
        }
        return List.copyOf(sources);
    }

    /// Sources that are shipped, not tests.
    List<Source> shipped() {
        return sources.stream().filter(source -> !source.isTest()).toList();
    }

    /// The text of one of [#files].
    String text(Path file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is not UTF-8 text", e);
        }
    }
}
