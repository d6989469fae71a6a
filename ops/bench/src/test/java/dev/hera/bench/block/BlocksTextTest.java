package dev.hera.bench.block;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.bench.stand.Contestant;

import org.junit.jupiter.api.Test;

import java.util.List;

class BlocksTextTest {
    private static String text(List<Contestant> contestants) {
        Blocks blocks = new Blocks(5, 6, 14, 11);
        return new BlocksText(blocks, new Results(List.of()), contestants, "").text("pictures");
    }

    @Test
    void itSaysByWhichCommandItIsMadeAgain() {
        String all = text(Field.ALL);
        assertTrue(all.startsWith("Written by `ops/bench/run 5 6 14` (seed 11)"), all);
        String brief = text(Field.BRIEF);
        assertTrue(brief.startsWith("Written by `ops/bench/run 5 6 14 brief` (seed 11)"), brief);
    }
}
