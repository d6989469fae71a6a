package dev.hera.trials.page;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

import dev.hera.trials.Platform;
import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A large platform on the page, and what looking at it costs; by hand: it prints the figures of
/// `ops/reports/page.md`. Blocks with and without those who look take turns.
@EnabledIfSystemProperty(named = "hera.page.load", matches = "[1-9][0-9]*x[1-9][0-9]*")
class PageLoadIT {
    private static final Duration LINKED = Duration.ofMinutes(8);
    private static final int UPDATES = 15;
    private static final int BLOCKS = 6;
    private static final Duration BLOCK = Duration.ofSeconds(10);
    private static final int LOOKS = 50;
    private static final int CALLS = 50;

    private static final String FIRST_ROW =
            """
            new MutationObserver((_, observer) => {
              if (document.querySelector('tr.endpoint:not([hidden])')) {
                requestAnimationFrame(() => setTimeout(() => {
                  window.firstRow = performance.now();
                }));
                observer.disconnect();
              }
            }).observe(document, { childList: true, subtree: true, attributes: true });
            """;

    private final AtomicInteger looked = new AtomicInteger();
    private final int[] size =
            Arrays.stream(System.getProperty("hera.page.load", "1x1").split("x", 2))
                    .mapToInt(Integer::parseInt)
                    .toArray();

    @Test
    void aLargePlatformIsLookedAt(@TempDir Path data) throws Exception {
        List<Worker> workers = new ArrayList<>();
        try (Platform platform =
                        Platform.up(data, "--no-haproxy", "--brokers", "1", "--workers", "1");
                Caller caller = new Caller(platform)) {
            for (int worker = 0; worker < size[0]; worker++) {
                workers.add(large(caller, worker));
            }
            String token = Platform.read(data.resolve("tokens/admin")).strip();
            await(LINKED, "all places", () -> places(caller, token) >= (long) size[0] * size[1]);
            say("places: %d".formatted(places(caller, token)));
            try (Chromium chromium = Chromium.start();
                    Window window = Window.open(chromium, platform)) {
                firstPaint(window);
                updates(window);
            }
            looking(platform, caller, token);
        } finally {
            workers.parallelStream().forEach(Worker::close);
        }
    }

    private Worker large(Caller caller, int number) {
        WorkerBuilder worker = caller.worker("shelf", "large-" + number);
        for (int endpoint = 0; endpoint < size[1]; endpoint++) {
            worker.get("/0/large/%03d/{id}".formatted(endpoint), _ -> "ok");
        }
        return worker.start();
    }

    private static long places(Caller caller, String token) {
        String json = caller.admin(token, "GET", "/_hera/api/overview", "").body();
        return Long.parseLong(json.replaceAll("(?s).*\"places\":(\\d+),\"endpoints\".*", "$1"));
    }

    private void firstPaint(Window window) {
        Page page = window.page();
        page.addInitScript(FIRST_ROW);
        for (int visit = 0; visit < 5; visit++) {
            page.reload();
            page.waitForFunction("() => window.firstRow");
            say(
                    "visit %d: first paint %.0f ms, first row on the screen %.0f ms"
                            .formatted(
                                    visit,
                                    number(page.evaluate(PAINT)),
                                    number(page.evaluate("() => window.firstRow"))));
        }
    }

    /// From below, since what is opened pushes out of sight what is under it.
    private static final String OPEN =
            """
            () => [...document.querySelectorAll('tr.endpoint:not([hidden])')].slice(0, 20).reverse()
              .forEach(row => row.click())
            """;

    private static final String PAINT =
            "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1";

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    /// All work of the page's main thread, script, style, layout and paint, for each update.
    private void updates(Window window) {
        CDPSession session = window.context().newCDPSession(window.page());
        session.send("Performance.enable");
        for (String open : List.of("closed", "20 endpoints open")) {
            if (!open.equals("closed")) {
                window.page().evaluate(OPEN);
            }
            nextUpdate(window);
            double before = tasks(session);
            for (int i = 0; i < UPDATES; i++) {
                nextUpdate(window);
            }
            double spent = 1_000 * (tasks(session) - before) / UPDATES;
            say("update, %s: %.1f ms".formatted(open, spent));
        }
    }

    private static void nextUpdate(Window window) {
        window.page().waitForResponse(one -> one.url().contains("/overview"), () -> {});
    }

    private static double tasks(CDPSession session) {
        for (var metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            JsonObject one = metric.getAsJsonObject();
            if (one.get("name").getAsString().equals("TaskDuration")) {
                return one.get("value").getAsDouble();
            }
        }
        throw new AssertionError("the browser does not say what its main thread did");
    }

    /// CPU of the broker and the time of calls, with and without fifty looks a second.
    private void looking(Platform platform, Caller caller, String token) throws Exception {
        for (int block = 0; block < BLOCKS; block++) {
            boolean looks = block % 2 == 1;
            double before = cpu(platform);
            long[] took = block(caller, token, looks ? LOOKS : 0);
            double cpu = (cpu(platform) - before) / BLOCK.toSeconds();
            Arrays.sort(took);
            say(
                    "%s: broker %.1f %% of a core, %d looked; %d calls, p50 %.2f ms, p99 %.2f ms"
                            .formatted(
                                    looks ? LOOKS + " looks a second" : "nobody looks",
                                    100 * cpu,
                                    looked.getAndSet(0),
                                    took.length,
                                    took[took.length / 2] / 1e6,
                                    took[took.length * 99 / 100] / 1e6));
        }
    }

    private long[] block(Caller caller, String token, int looks) throws Exception {
        Instant end = Instant.now().plus(BLOCK);
        List<Long> took = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int half = 0; half < 2 && looks > 0; half++) {
                String path = half == 0 ? "/_hera/api/overview" : "/_hera/metrics";
                steadily(
                        threads,
                        end,
                        looks / 2,
                        () -> {
                            Caller.Answer answer = caller.admin(token, "GET", path, "");
                            assertEquals(200, answer.status(), path);
                            looked.incrementAndGet();
                        });
            }
            steadily(
                    threads,
                    end,
                    CALLS,
                    () -> {
                        long began = System.nanoTime();
                        caller.call("POST", "/0/echo", "{}");
                        synchronized (took) {
                            took.add(System.nanoTime() - began);
                        }
                    });
            LockSupport.parkNanos(Duration.between(Instant.now(), end).toNanos());
            threads.shutdown();
            threads.awaitTermination(30, TimeUnit.SECONDS);
        }
        return took.stream().mapToLong(Long::longValue).toArray();
    }

    /// So many a second until the end, on a thread of their own.
    private static void steadily(
            ExecutorService threads, Instant end, int perSecond, Runnable task) {
        Semaphore room = new Semaphore(64);
        threads.execute(
                () -> {
                    while (Instant.now().isBefore(end)) {
                        if (room.tryAcquire()) {
                            threads.execute(
                                    () -> {
                                        task.run();
                                        room.release();
                                    });
                        }
                        LockSupport.parkNanos(1_000_000_000L / perSecond);
                    }
                });
    }

    /// Seconds of CPU that the broker has used.
    private static double cpu(Platform platform) throws Exception {
        String stat = Files.readString(Path.of("/proc/" + platform.pid("broker-1") + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private static void say(String figures) {
        System.out.println(figures);
    }
}
