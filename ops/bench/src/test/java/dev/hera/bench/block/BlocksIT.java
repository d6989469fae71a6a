package dev.hera.bench.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.bench.stand.Contestant;
import dev.hera.bench.stand.Contestant.Front;
import dev.hera.bench.stand.Contestant.Server;
import dev.hera.bench.stand.Stage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class BlocksIT {
    private static final Contestant HAPROXY =
            new Contestant("HAProxy, plain", Server.PLAIN, Front.HAPROXY);

    @Test
    void aContestantIsPutThroughEachPhaseAndNothingOfItStays(@TempDir Path scratch) {
        Stage stage = new Stage(scratch, scratch);
        List<Row> rows = new Blocks(1, 1, 0, 1).run(stage, List.of(HAPROXY), row -> {});
        assertEquals(Arrays.asList(Phase.values()), rows.stream().map(Row::phase).toList());
        for (Row row : rows) {
            assertTrue(row.trial().tally().calls() > 0, row::line);
            assertEquals(0, row.errors(), row::line);
            // The virtual machine and what stands in front of it.
            assertTrue(row.trial().spent().others().size() >= 2, row::line);
            row.trial()
                    .spent()
                    .others()
                    .keySet()
                    .forEach(pid -> assertTrue(isGone(pid), "process " + pid));
        }
    }

    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true);
    }

    @Test
    void aPlatformThatDoesNotComeUpSaysWhatItPrinted(@TempDir Path scratch) {
        Stage stage = new Stage(Path.of("/bin/true/.."), scratch);
        Contestant hera = new Contestant("Hera", Server.OFF, Front.NONE);
        assertThrows(RuntimeException.class, () -> stage.start(hera));
    }
}
