package dev.hera.checks;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One parsed Java file.
///
/// @param file relative to the project
/// @param types all of them, nested ones too, in the order of the text
/// @param methods all of them, constructors too, but not those that the compiler adds
record Source(
        Path file,
        String text,
        CompilationUnitTree tree,
        DocTrees trees,
        List<Type> types,
        List<Method> methods) {

    /// A class, interface, record, enum or annotation that has a name.
    ///
    /// @param doc its documentation as written, empty when there is none
    record Type(ClassTree tree, boolean isTop, String doc) {
        String name() {
            return tree.getSimpleName().toString();
        }
    }

    /// A method or constructor and the type it stands in.
    record Method(MethodTree tree, ClassTree owner) {
        String name() {
            return tree.getName().contentEquals("<init>")
                    ? owner.getSimpleName().toString()
                    : tree.getName().toString();
        }

        boolean isConstructor() {
            return tree.getName().contentEquals("<init>");
        }
    }

    static Source of(Path file, String text, CompilationUnitTree tree, DocTrees trees) {
        List<Type> types = new ArrayList<>();
        List<Method> methods = new ArrayList<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
                if (!type.getSimpleName().isEmpty()) {
                    TreePath path = getCurrentPath();
                    boolean isTop = path.getParentPath().getLeaf() instanceof CompilationUnitTree;
                    String doc = Objects.requireNonNullElse(trees.getDocComment(path), "");
                    types.add(new Type(type, isTop, doc));
                }
                return super.visitClass(type, null);
            }

            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                if (trees.getSourcePositions().getEndPosition(tree, method) >= 0) {
                    ClassTree owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
                    methods.add(new Method(method, owner));
                }
                return super.visitMethod(method, null);
            }
        }.scan(tree, null);
        return new Source(file, text, tree, trees, List.copyOf(types), List.copyOf(methods));
    }

    String packageName() {
        return String.valueOf(tree.getPackageName());
    }

    boolean isTest() {
        return file.toString().contains("src/test/");
    }

    boolean isPackagePage() {
        return file.endsWith("package-info.java");
    }

    List<String> lines() {
        return text.lines().toList();
    }

    /// `file:line` of a tree, as an editor opens it.
    String at(Tree what) {
        return file + ":" + lineOf(trees.getSourcePositions().getStartPosition(tree, what));
    }

    /// How many lines a tree takes, first and last counted.
    long height(Tree what) {
        return lineOf(trees.getSourcePositions().getEndPosition(tree, what))
                - lineOf(trees.getSourcePositions().getStartPosition(tree, what))
                + 1;
    }

    private long lineOf(long position) {
        return tree.getLineMap().getLineNumber(position);
    }
}
