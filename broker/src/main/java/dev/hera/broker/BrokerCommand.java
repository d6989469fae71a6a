package dev.hera.broker;

import dev.hera.broker.setting.Setting;
import dev.hera.broker.setting.Settings;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// `hera broker`: one broker against a given ZooKeeper, until TERM.
final class BrokerCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerCommand.class);
    private static final int BAD_SETTING = 2;
    private static final int CANNOT_START = 1;
    private static final int JOURNAL_FAILED = 3;
    private static final Duration NOT_READY_FOR = Duration.ofSeconds(2);
    private final CommandSpec spec;

    private BrokerCommand() {
        spec = CommandSpec.wrapWithoutInspection(this).name("broker");
        spec.usageMessage().description("Runs one broker against a given ZooKeeper.");
        spec.mixinStandardHelpOptions(true);
        spec.addOption(
                OptionSpec.builder("--config")
                        .type(Path.class)
                        .paramLabel("FILE")
                        .description("lines of key=value")
                        .build());
        spec.addOption(
                OptionSpec.builder("--accept-loss")
                        .type(boolean.class)
                        .description("the same as --accept.loss=yes")
                        .build());
        for (Setting setting : Setting.ALL) {
            spec.addOption(
                    OptionSpec.builder("--" + setting.key())
                            .type(String.class)
                            .paramLabel("VALUE")
                            .description(
                                    "%s; %s; usually %s"
                                            .formatted(
                                                    setting.meaning(),
                                                    setting.kind().allowed(),
                                                    setting.usual()))
                            .build());
        }
    }

    /// The command, with an option for each setting.
    static CommandLine commandLine() {
        return new CommandLine(new BrokerCommand().spec);
    }

    @Override
    public Integer call() {
        try {
            Broker broker = Broker.start(settings(), _ -> end());
            System.out.printf(
                    "%s ready, callers at %d, workers and operators at %d%n",
                    broker.node().id(), broker.node().httpPort(), broker.node().linkPort());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop"));
            new CountDownLatch(1).await();
            return 0;
        } catch (Settings.Bad e) {
            System.err.println("hera broker: " + e.getMessage());
            return BAD_SETTING;
        } catch (InterruptedException e) {
            return CANNOT_START;
        } catch (RuntimeException e) {
            LOG.error("the broker does not start", e);
            System.err.println("hera broker: " + e.getMessage());
            return CANNOT_START;
        }
    }

    private Settings settings() throws Settings.Bad {
        Map<String, String> options = new HashMap<>();
        for (Setting setting : Setting.ALL) {
            String value = option("--" + setting.key());
            if (value != null) {
                options.put(setting.key(), value);
            }
        }
        if (Boolean.TRUE.equals(spec.findOption("--accept-loss").getValue())) {
            options.put("accept.loss", "yes");
        }
        Path file = spec.findOption("--config").getValue();
        return Settings.read(options, System.getenv(), file);
    }

    private @Nullable String option(String name) {
        return spec.findOption(name).getValue();
    }

    /// Without its journal a broker ends, and not as if all were well. Load balancers get two looks
    /// at it first, so that no caller meets a closed port.
    private static void end() {
        LockSupport.parkNanos(NOT_READY_FOR.toNanos());
        Runtime.getRuntime().halt(JOURNAL_FAILED);
    }

    /// A clean stop ends with 0, which a JVM that gets TERM would not do by itself.
    private static void stop(Broker broker) {
        broker.drain();
        broker.close();
        Runtime.getRuntime().halt(0);
    }
}
