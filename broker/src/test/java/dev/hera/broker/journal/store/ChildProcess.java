package dev.hera.broker.journal.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The test's side of a [StoreChild]: what it said so far, and the ways to end it.
final class ChildProcess implements AutoCloseable {
    private static final int SECONDS = 120;

    private final Process process;
    private final Thread ear;
    private final List<String> strange = new ArrayList<>();
    private final AtomicLong lines = new AtomicLong();
    private volatile long sent;
    private volatile long told;
    private volatile boolean toldAfterFault;

    private ChildProcess(Process process) {
        this.process = process;
        ear = Thread.ofPlatform().name("ear").start(this::listen);
    }

    /// Starts a child.
    ///
    /// @param before what stands before `java` on the command line
    /// @param options of the virtual machine
    static ChildProcess start(
            List<String> before, List<String> options, Path folder, int segmentBytes, int batches)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(StoreChild.class.getName());
        command.addAll(List.of(folder.toString(), "" + segmentBytes, "" + batches));
        return new ChildProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void listen() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                hear(line);
                lines.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hear(String line) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "sent" -> sent = Long.parseLong(words[1]);
            case "kept" -> {
                toldAfterFault |= words[1].startsWith("after");
                told = toldAfterFault ? told : Long.parseLong(words[1]);
            }
            default -> {
                synchronized (strange) {
                    strange.add(line);
                }
            }
        }
    }

    /// The last number that it was told is kept.
    long told() {
        return told;
    }

    long sent() {
        return sent;
    }

    boolean wasToldAfterAFault() {
        return toldAfterFault;
    }

    /// What else it said.
    String said() {
        synchronized (strange) {
            return String.join("\n", strange);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until it has been told of so many.
    void awaitTold(long number) {
        await(() -> told >= number || !process.isAlive());
        assertTrue(process.isAlive(), () -> "it ended early: " + said());
    }

    /// Nothing it said is still on the way; it must be stopped.
    void awaitSilence() {
        await(
                () -> {
                    long before = lines.get();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
                    return before == lines.get();
                });
    }

    private static void await(BooleanSupplier reached) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!reached.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within " + SECONDS + " s");
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
    }

    /// Waits for its end and for its last word.
    int end() throws InterruptedException {
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "it does not end");
        ear.join();
        return process.exitValue();
    }

    /// kill -9.
    void kill() throws InterruptedException {
        // the process's own method would also close what it said and we have not read
        process.toHandle().destroyForcibly();
        end();
    }

    /// What it had open must be closed before anybody unmounts it.
    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }
}
