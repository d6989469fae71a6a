package dev.hera.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.conformance.broker.BrokerRun;
import dev.hera.conformance.broker.Target;
import dev.hera.conformance.report.Report;
import dev.hera.wire.local.LocalHera;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ServiceLoader;

/// A real broker keeps to the protocol: every check of the mirror image.
class BrokerIT {
    private static final String SERVICE = "conformance";

    @Test
    void theBrokerPassesEveryCheck(@TempDir Path folder) throws InterruptedException {
        LocalHera.Starter starter =
                ServiceLoader.load(LocalHera.Starter.class).findFirst().orElseThrow();
        Report report = new Report(System.out, Report.Style.LINES);
        try (LocalHera hera = starter.start(1, folder)) {
            String secret = hera.secretFor(SERVICE);
            Target target =
                    new Target(Target.find(hera.zookeeper()), SERVICE, secret, hera.token());
            new BrokerRun(target, new BrokerRun.Plan(1, 30, "")).run(report);
        }
        assertEquals(0, report.end(), () -> report.failed().toString());
        assertTrue(report.results().size() > 250, "only " + report.results().size() + " checks");
    }
}
