package dev.hera.broker.cli.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs one part: started, watched, said in a line when it ends, and started again.
///
/// One virtual thread of its own does everything but the stop. The pauses have full jitter, so
/// that parts that fell together do not rise together.
final class PartKeeper {
    static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int FAREWELL_SECONDS = 5;

    private final Part part;
    private final Home home;
    private final News news;
    private final Mending mending;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch firstReady = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<Process> process = Optional.empty();

    /// What happens to a part that ended.
    enum Mending {
        RESTART,
        LEAVE
    }

    PartKeeper(Part part, Home home, News news, Mending mending) {
        this.part = part;
        this.home = home;
        this.news = news;
        this.mending = mending;
    }

    Part part() {
        return part;
    }

    void start() {
        Thread _ = Thread.ofVirtual().name("hera-" + part.name()).start(this::live);
    }

    /// Waits for the first time that the part is ready.
    ///
    /// @return false when it ended before, or did not come in time
    boolean awaitReady(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        while (over.getCount() > 0 && System.nanoTime() < deadline) {
            if (firstReady.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return firstReady.getCount() == 0;
    }

    private void live() {
        try {
            int failures = 0;
            while (stopping.getCount() > 0) {
                long began = System.nanoTime();
                String end = run();
                boolean stable = System.nanoTime() - began > STABLE.toNanos();
                failures = stable ? 1 : failures + 1;
                if (stopping.getCount() == 0 || !isMended()) {
                    break;
                }
                Duration pause = pause(failures);
                news.say(part.name(), end + "; again in " + News.seconds(pause));
                var _ = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            over.countDown();
        }
    }

    /// A part that was never ready is not tried again: then something is wrong with the start.
    private boolean isMended() {
        return mending == Mending.RESTART && firstReady.getCount() == 0;
    }

    /// Between nothing and a bound that doubles with each failure in a row.
    static Duration pause(int failures) {
        long most = FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10);
        long bound = Math.min(most, LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
    }

    /// One life of the process; returns how it ended.
    private String run() throws InterruptedException {
        long began = System.nanoTime();
        try {
            Process started = launch();
            process = Optional.of(started);
            Home.write(home.pid(part.name()), Long.toString(started.pid()));
            if (stopping.getCount() == 0) {
                started.destroy();
            }
            awaitReady(started, began);
            int code = started.waitFor();
            Files.deleteIfExists(home.pid(part.name()));
            String end = ending(code);
            if (stopping.getCount() > 0 && !isMended()) {
                news.say(part.name(), end);
            }
            return end;
        } catch (IOException e) {
            news.say(part.name(), "does not start: " + e.getMessage());
            return "did not start";
        }
    }

    private void awaitReady(Process started, long began) throws InterruptedException {
        while (started.isAlive() && stopping.getCount() > 0) {
            if (part.ready().getAsBoolean()) {
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                news.say(part.name(), part.address() + " (" + News.seconds(took) + ")");
                firstReady.countDown();
                return;
            }
            if (started.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(part.command());
        builder.environment().keySet().removeIf(name -> name.startsWith("HERA_"));
        builder.environment().putAll(part.environment());
        builder.environment().put(Remnants.MARK, home.root().toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.log(part.name()).toFile()));
        Process started = builder.start();
        started.getOutputStream().close();
        return started;
    }

    private String ending(int code) throws IOException {
        String why = firstReady.getCount() > 0 ? " before it was ready: " + lastLine() : "";
        String how = code > 128 ? "was ended by signal " + (code - 128) : "ended with code " + code;
        return how + why;
    }

    private String lastLine() throws IOException {
        Path log = home.log(part.name());
        try (Stream<String> lines =
                Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.isBlank()).reduce((_, last) -> last).orElse("")
                    + " ("
                    + log
                    + ')';
        }
    }

    /// Asks the process to finish, waits as long as its grace, and then ends it; any thread.
    void stop() {
        stopping.countDown();
        try {
            process.ifPresent(this::farewell);
            if (process.isPresent()
                    && !over.await(part.grace().toMillis(), TimeUnit.MILLISECONDS)) {
                news.say(part.name(), "did not finish in time and is ended");
                process.ifPresent(Process::destroyForcibly);
            }
            var _ = over.await(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.ifPresent(Process::destroyForcibly);
        }
    }

    private void farewell(Process running) {
        switch (part.farewell()) {
            case TERM -> running.destroy();
            case USR1 -> signal(running, "USR1");
        }
    }

    /// The JDK knows two signals; the shell knows all.
    private static void signal(Process running, String signal) {
        try {
            new ProcessBuilder(List.of("sh", "-c", "kill -" + signal + " " + running.pid()))
                    .inheritIO()
                    .start()
                    .waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (IOException _) {
            running.destroy();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
