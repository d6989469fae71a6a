package dev.hera.broker.cli.up;

import dev.hera.broker.cli.up.Part.Farewell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which processes a platform on one machine has, and how each is started.
///
/// @param project where the launcher is
record Parts(Path project, Home home, Ports ports, Wanted wanted, Probes probes) {
    static final String WORKER = "dev.hera.examples.metrics.MetricsWorker";
    private static final Duration BRIEF = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofSeconds(40);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /// What a virtual machine runs; the launcher says where its classes are.
    ///
    /// @param cache of the classes as they lie in memory; empty for none
    private record Program(String classPath, String cache, String main) {
        static Program hera() {
            return new Program(
                    System.getProperty("java.class.path"),
                    System.getProperty("hera.broker.classes", ""),
                    "dev.hera.broker.Main");
        }

        static Program worker() {
            return new Program(
                    System.getProperty("hera.workers.path", ""),
                    System.getProperty("hera.worker.classes", ""),
                    WORKER);
        }
    }

    Part zookeeper() {
        List<String> command = java("zookeeper", Program.hera());
        command.addAll(List.of("zookeeper", "--port", Integer.toString(ports.zookeeper())));
        command.addAll(List.of("--data", home.zookeeper().toString()));
        return new Part(
                "zookeeper",
                command,
                Map.of(),
                zookeeperAddress(),
                () -> probes.listens(ports.zookeeper()),
                Farewell.TERM,
                BRIEF);
    }

    String zookeeperAddress() {
        return "127.0.0.1:" + ports.zookeeper();
    }

    List<Part> brokers() {
        List<Part> brokers = new ArrayList<>();
        for (int number = 1; number <= wanted.brokers(); number++) {
            brokers.add(broker(number));
        }
        return brokers;
    }

    private Part broker(int number) {
        String name = "broker-" + number;
        int callers = ports.callers(number);
        List<String> command = java("broker", Program.hera());
        command.addAll(
                List.of(
                        "broker",
                        "--id=" + name,
                        "--http.port=" + callers,
                        "--link.port=" + ports.links(number),
                        "--zookeeper=" + zookeeperAddress(),
                        "--data=" + home.root()));
        Map<String, String> environment = new HashMap<>(wanted.settings());
        environment.put("MALLOC_ARENA_MAX", "2");
        return new Part(
                name,
                command,
                environment,
                "http://127.0.0.1:%d, workers and operators at %d"
                        .formatted(callers, ports.links(number)),
                () -> probes.isReady(callers),
                Farewell.TERM,
                DRAIN);
    }

    List<Part> workers() {
        List<Part> workers = new ArrayList<>();
        for (int number = 1; number <= wanted.workers(); number++) {
            workers.add(worker("worker-" + number));
        }
        return workers;
    }

    private Part worker(String name) {
        List<String> command = java("worker", Program.worker());
        return new Part(
                name,
                command,
                Map.of(
                        "HERA_ZOOKEEPER",
                        zookeeperAddress(),
                        "HERA_SECRET_FILE",
                        home.workerSecret().toString(),
                        "HERA_INSTANCE",
                        name,
                        "HERA_HOME",
                        home.worker(name).toString()),
                WORKER,
                () -> isServing(name),
                Farewell.TERM,
                DRAIN);
    }

    /// Whether every broker that is there sends calls to the worker.
    private boolean isServing(String worker) {
        int serving = 0;
        for (int number = 1; number <= wanted.brokers(); number++) {
            if (!probes.listens(ports.links(number))) {
                continue;
            }
            if (!probes.routesTo(worker, ports.links(number))) {
                return false;
            }
            serving++;
        }
        return serving > 0;
    }

    Part haproxy() {
        Path debian = Path.of("/usr/sbin/haproxy");
        String program = Files.isExecutable(debian) ? debian.toString() : "haproxy";
        List<String> command = new ArrayList<>(ownSession());
        command.addAll(List.of(program, "-W", "-db", "-f"));
        command.add(project.resolve("haproxy/haproxy.cfg").toString());
        return new Part(
                "haproxy",
                command,
                Map.of(
                        "HERA_HAPROXY_PORT",
                        Integer.toString(ports.haproxy()),
                        "HERA_HAPROXY_STATS",
                        "127.0.0.1:" + ports.haproxyStats(),
                        "HERA_HAPROXY_RUN",
                        home.run().toString()),
                "http://127.0.0.1:%d, statistics at %d"
                        .formatted(ports.haproxy(), ports.haproxyStats()),
                () -> probes.isReady(ports.haproxy()),
                Farewell.USR1,
                BRIEF);
    }

    /// How a virtual machine is started; the reasons for its options stand in `ops/jvm`.
    private List<String> java(String kind, Program program) {
        List<String> command = new ArrayList<>(ownSession());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + project.resolve("ops/jvm/" + kind + ".options"));
        if (!program.cache().isEmpty()) {
            command.add("-XX:AOTCache=" + program.cache());
        }
        command.add("-Djava.library.path=" + project.resolve("broker/target/native"));
        command.add("-Dhera.project=" + project);
        command.addAll(List.of("-cp", program.classPath(), program.main()));
        return command;
    }

    /// Ctrl-C goes to a whole group of processes; ours must hear of it in their turn.
    private static List<String> ownSession() {
        return Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of();
    }

    List<String> leash() {
        List<String> command = new ArrayList<>(ownSession());
        command.add(project.resolve("ops/leash").toString());
        command.add(home.pids().toString());
        command.add(Remnants.MARK + '=' + home.root());
        return command;
    }
}
