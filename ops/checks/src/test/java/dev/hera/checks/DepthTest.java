package dev.hera.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

/// The measure of nesting, held against methods whose depth one can count.
class DepthTest {
    /// Never run, only read.
    @SuppressWarnings({"UnusedNestedClass", "UnusedMethod", "EffectivelyPrivate"})
    private static final class Specimens {
        int flat(int a) {
            return a + 1;
        }

        int elseIfIsNoStep(int a) {
            if (a == 1) {
                return 2;
            } else if (a == 2) {
                return 3;
            } else {
                return 4;
            }
        }

        void lambdasCountWhereTheyStand(List<Integer> many) {
            if (!many.isEmpty()) {
                many.forEach(
                        one -> {
                            while (one > 0) {
                                flat(one);
                            }
                        });
            }
        }

        int threeDeep(List<Integer> many) {
            for (int one : many) {
                if (one > 0) {
                    switch (one) {
                        case 1 -> flat(2);
                        default -> flat(3);
                    }
                }
            }
            return 0;
        }

        int aTypeInsideIsMeasuredByItself(int a) {
            Runnable inner =
                    new Runnable() {
                        @Override
                        public void run() {
                            if (a > 0) {
                                flat(a);
                            }
                        }
                    };
            inner.run();
            return a;
        }
    }

    @Test
    void depthIsWhatOneCounts() {
        assertEquals(0, depth("flat"));
        assertEquals(1, depth("elseIfIsNoStep"));
        assertEquals(2, depth("lambdasCountWhereTheyStand"));
        assertEquals(3, depth("threeDeep"));
        assertEquals(0, depth("aTypeInsideIsMeasuredByItself"));
    }

    private static int depth(String method) {
        return Project.HERE.sources().stream()
                .filter(source -> source.file().endsWith("DepthTest.java"))
                .flatMap(source -> source.methods().stream())
                .filter(one -> one.name().equals(method))
                .mapToInt(one -> Depth.of(one.tree()))
                .findFirst()
                .orElseThrow();
    }
}
