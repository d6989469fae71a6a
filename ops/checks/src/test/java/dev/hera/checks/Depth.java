package dev.hera.checks;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;

import org.jspecify.annotations.Nullable;

/// How deep statements are nested in a method: each `if`, loop, `try`, `switch` and `synchronized`
/// is a step down, an `else if` is not, a lambda's inside counts where it stands. Types declared
/// inside are measured by themselves.
final class Depth extends TreeScanner<@Nullable Void, @Nullable Void> {
    private int now;
    private int deepest;

    private Depth() {}

    static int of(Tree method) {
        Depth depth = new Depth();
        depth.scan(method, null);
        return depth.deepest;
    }

    private @Nullable Void down(Runnable inside) {
        now++;
        deepest = Math.max(deepest, now);
        inside.run();
        now--;
        return null;
    }

    @Override
    public @Nullable Void visitIf(IfTree branch, @Nullable Void nothing) {
        down(() -> scan(branch.getThenStatement(), null));
        if (branch.getElseStatement() instanceof IfTree next) {
            return visitIf(next, null);
        }
        return down(() -> scan(branch.getElseStatement(), null));
    }

    @Override
    public @Nullable Void visitForLoop(ForLoopTree loop, @Nullable Void nothing) {
        return down(() -> super.visitForLoop(loop, null));
    }

    @Override
    public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree loop, @Nullable Void nothing) {
        return down(() -> super.visitEnhancedForLoop(loop, null));
    }

    @Override
    public @Nullable Void visitWhileLoop(WhileLoopTree loop, @Nullable Void nothing) {
        return down(() -> super.visitWhileLoop(loop, null));
    }

    @Override
    public @Nullable Void visitDoWhileLoop(DoWhileLoopTree loop, @Nullable Void nothing) {
        return down(() -> super.visitDoWhileLoop(loop, null));
    }

    @Override
    public @Nullable Void visitTry(TryTree attempt, @Nullable Void nothing) {
        return down(() -> super.visitTry(attempt, null));
    }

    @Override
    public @Nullable Void visitCase(CaseTree one, @Nullable Void nothing) {
        return down(() -> super.visitCase(one, null));
    }

    @Override
    public @Nullable Void visitSynchronized(SynchronizedTree held, @Nullable Void nothing) {
        return down(() -> super.visitSynchronized(held, null));
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
        return null;
    }
}
