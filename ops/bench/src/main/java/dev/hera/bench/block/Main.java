package dev.hera.bench.block;

import dev.hera.bench.report.Section;
import dev.hera.bench.stand.Contestant;
import dev.hera.bench.stand.Stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program behind `ops/bench/run`.
public final class Main {
    private static final Path REPORTS = Path.of("ops/reports");
    private static final int PROOF_SECONDS = 5;

    private Main() {}

    /// @param args blocks, seconds of the longest phase, seconds of warming up, and `brief` for the
    ///     contestants alone that most budgets are about
    public static void main(String[] args) {
        boolean brief = args.length > 3 && args[3].equals("brief");
        Blocks blocks =
                new Blocks(
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        System.currentTimeMillis() % 10_000);
        Stage stage = Stage.here();
        List<Contestant> contestants = new ArrayList<>(brief ? Field.BRIEF : Field.ALL);
        contestants.removeIf(one -> isMissing(stage, one));
        String proof =
                WrkProof.run(stage, Math.min(PROOF_SECONDS, blocks.seconds()), blocks.warmUp());
        System.out.println(proof);
        List<Row> rows = blocks.run(stage, contestants, row -> System.out.println(row.line()));
        BlocksText text = new BlocksText(blocks, new Results(rows), contestants, proof);
        text.draw(REPORTS.resolve("performance"));
        String written = text.text("performance");
        System.out.println(written);
        new Section(REPORTS.resolve("performance.md"), "blocks").write(written);
    }

    private static boolean isMissing(Stage stage, Contestant contestant) {
        if (stage.has(contestant)) {
            return false;
        }
        System.out.println("left out, not installed: " + contestant.name());
        return true;
    }
}
