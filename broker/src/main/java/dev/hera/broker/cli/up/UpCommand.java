package dev.hera.broker.cli.up;

import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.cli.terminal.Homes;
import dev.hera.broker.cluster.ClusterUnwell;
import dev.hera.broker.setting.Settings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// `hera up`: a whole platform on one machine, until Ctrl-C or TERM.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "up",
        description = "Runs a whole platform on this machine, in the foreground.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ports, each shifted by --offset: HAProxy 8080 and 8404, brokers 9101.. for callers"
                    + " and",
            "9201.. for workers and operators, ZooKeeper 2181. All listen on this machine only.",
            "What the environment sets of a broker, such as HERA_JOURNAL_MODE, holds for each.",
            "",
            "Examples:",
            "  ops/hera up",
            "  ops/hera up --brokers 3 --workers 4 --offset 1000 --data /tmp/second"
        })
public final class UpCommand implements Callable<Integer> {
    private static final int MOST = 16;

    @Option(names = "--brokers", paramLabel = "N", description = "how many (${DEFAULT-VALUE})")
    private int brokers = 2;

    @Option(names = "--workers", paramLabel = "N", description = "how many (${DEFAULT-VALUE})")
    private int workers = 2;

    @Option(names = "--offset", paramLabel = "N", description = "added to each port")
    private int offset;

    @Option(names = "--data", paramLabel = "DIR", description = "HERA_HOME, usually .hera")
    private @Nullable Path data;

    @Option(names = "--no-haproxy", description = "callers go to the brokers themselves")
    private boolean noHaproxy;

    @Option(names = "--no-restart", description = "a part that ends stays away")
    private boolean noRestart;

    @Override
    public Integer call() throws InterruptedException, IOException {
        long began = System.nanoTime();
        Wanted wanted = wanted();
        Ports ports = new Ports(offset);
        Home home = new Home(data == null ? Homes.usual() : data);
        News news = new News(System.out);
        home.make();
        Remnants remnants = new Remnants(home);
        FileChannel lock = remnants.take();
        remnants.clear(news);
        ports.check(wanted);
        Parts parts = new Parts(Homes.project(), home, ports, wanted, new Probes(home));
        AtomicInteger code = new AtomicInteger();
        Supervisor supervisor = new Supervisor(parts, news);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(supervisor, code), "hera-stop"));
        try {
            supervisor.start();
        } catch (Failure | ClusterUnwell e) {
            code.set(1);
            throw e instanceof Failure failure
                    ? failure
                    : new Failure(String.valueOf(e.getMessage()));
        }
        new Welcome(home, ports, wanted).show(news, Duration.ofNanos(System.nanoTime() - began));
        new CountDownLatch(1).await();
        lock.close();
        return 0;
    }

    private Wanted wanted() {
        if (brokers < 1 || brokers > MOST) {
            throw new Failure("--brokers is %d; allowed is 1..%d".formatted(brokers, MOST));
        }
        if (workers < 0 || workers > MOST) {
            throw new Failure("--workers is %d; allowed is 0..%d".formatted(workers, MOST));
        }
        return new Wanted(brokers, workers, !noHaproxy, !noRestart, settings());
    }

    /// What the environment says of brokers; refused here, where somebody reads it.
    private static Map<String, String> settings() {
        Map<String, String> variables = Settings.shared(System.getenv());
        try {
            var _ = Settings.read(Map.of(), variables, null);
        } catch (Settings.Bad e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
        return variables;
    }

    /// A stop that was asked for ends with 0, which a JVM that gets TERM would not do by itself.
    private static void end(Supervisor supervisor, AtomicInteger code) {
        supervisor.stop();
        Runtime.getRuntime().halt(code.get());
    }
}
