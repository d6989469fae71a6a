package dev.hera.trials.page;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;

import dev.hera.trials.Crowd;
import dev.hera.trials.Platform;
import dev.hera.worker.Worker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Every view and every action, as an operator would. One platform for all; each test leaves it as
/// it was.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
    /// What an operator waits at most for a change to show, on a machine that is not overloaded.
    private static final Duration SHOWN = Crowd.stretch(Duration.ofSeconds(3));

    private static final int CHANCES = 8;

    private Platform platform;
    private Caller caller;
    private Chromium chromium;
    private Window window;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        platform = Platform.up(data, "--no-haproxy");
        caller = new Caller(platform);
        chromium = Chromium.start();
    }

    @BeforeEach
    void open() {
        window = Window.open(chromium, platform);
    }

    @AfterEach
    void close() {
        window.close();
    }

    @AfterAll
    void stop() {
        chromium.close();
        caller.close();
        platform.close();
    }

    @Test
    void theRoutingTableShowsWhoServesWhat() {
        for (int i = 0; i < 5; i++) {
            caller.call("POST", "/0/echo", "{}");
        }
        window.row("Routing table", "POST /0/echo").waitFor();
        window.page().getByLabel("Filter").fill("/0/echo");
        window.row("Routing table", "metrics-worker-1").waitFor();
        assertEquals(3, window.row("Routing table", "").count());
        window.row("Routing table", "POST /0/echo").click();
        assertEquals(1, window.row("Routing table", "").count());
        window.button("Explain an endpoint").click();
        window.dialog().getByText("A call now would go to").waitFor();
        window.page().keyboard().press("Escape");
        window.page().getByLabel("Filter").fill("");
        window.picture("routing");
    }

    /// Measured from before it is started; a loaded machine gets several chances, since what is
    /// promised is promised for a machine that has room.
    @Test
    void aStartedWorkerShowsWithinThreeSeconds() {
        window.go("workers");
        window.row("Workers", "metrics-worker-1").waitFor();
        List<Duration> took = new ArrayList<>();
        while (took.isEmpty() || took.getLast().compareTo(SHOWN) >= 0) {
            assertTrue(took.size() < CHANCES, "shown only after " + took);
            took.add(shown("late-" + took.size()));
        }
    }

    /// How long it takes until a worker that is started now is on the page.
    private Duration shown(String instance) {
        Locator row = window.row("Workers", "hello-" + instance);
        Instant began = Instant.now();
        Duration took;
        try (Worker _ = caller.worker("hello", instance).get("/0/late", _ -> "ok").start()) {
            row.waitFor();
            took = Duration.between(began, Instant.now());
            row.getByText("hello-" + instance).click();
            window.dialog().getByText("ready").first().waitFor();
            window.page().keyboard().press("Escape");
        }
        row.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        return took;
    }

    @Test
    void aWorkerThatHangsShows() {
        window.go("workers");
        platform.signal("worker-2", "STOP");
        try {
            window.row("Workers", "metrics-worker-2").getByText("did not answer").waitFor();
            window.go("fleet");
            window.row("Workers at brokers", "metrics-worker-2")
                    .getByText("silent for")
                    .first()
                    .waitFor();
            window.picture("silent-worker");
        } finally {
            platform.signal("worker-2", "CONT");
        }
        window.row("Workers at brokers", "metrics-worker-2").getByText("2 of 2").waitFor();
    }

    @Test
    void aDrainShowsWhatItWouldLeaveAndRefusesTheLast() {
        window.go("workers");
        drainButton("metrics-worker-2").click();
        window.dialog().getByText("Others serve all of its").waitFor();
        window.dialog().getByText("Drain", exactly()).last().click();
        window.row("Workers", "metrics-worker-2").getByText("draining").waitFor();
        drainButton("metrics-worker-1").click();
        window.dialog().getByText("Refused: it is the last worker of").waitFor();
        Locator drain = window.dialog().getByText("Drain", exactly()).last();
        assertTrue(drain.isDisabled(), "the last worker can be drained by one click");
        window.picture("drain");
        assertEquals(
                409,
                caller.admin(
                                window.adminToken(),
                                "POST",
                                "/_hera/api/drain",
                                "{\"worker\":\"metrics-worker-1\"}")
                        .status());
        window.dialog().getByText("drain it although").click();
        assertTrue(drain.isEnabled(), "force does nothing");
        window.dialog().getByText("Cancel").click();
        drainButton("metrics-worker-2").click();
        window.dialog().getByText("Undo drain", exactly()).click();
        window.row("Workers", "metrics-worker-2").getByText("ready").waitFor();
    }

    private Locator drainButton(String worker) {
        return window.row("Workers", worker).getByRole(AriaRole.BUTTON);
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    @Test
    void theTableOfEarlierIsShown() {
        String before = Instant.now().toString();
        window.go("routes?at=" + before);
        window.sees("As it stood");
        window.row("Routing table as of", "POST /0/echo").waitFor();
        window.go("routes?at=2020-01-01T00:00:00Z");
        window.sees("since then is known");
        window.page().getByText("Back to now").click();
        window.row("Routing table", "POST /0/echo").waitFor();
    }

    @Test
    void brokersAndTheMatrixAreShown() {
        window.go("fleet");
        window.row("Workers at brokers", "metrics-worker-1").getByText("2 of 2").waitFor();
        window.page().getByText("broker-2").first().waitFor();
        window.picture("brokers");
    }

    @Test
    void keysAreMadeShownOnceAndTakenBack() {
        window.go("keys");
        window.row("Tokens", "caller").waitFor();
        window.button("New token …").click();
        window.dialog().getByLabel("Name").fill("shop");
        window.dialog().getByLabel("Scopes, one a line").fill("call POST /0/\nread-own");
        window.dialog().getByText("Make it").click();
        Locator text = window.dialog().locator("output");
        text.waitFor();
        assertTrue(text.textContent().startsWith("hera_c_"), "no token is shown");
        String secret = text.textContent();
        window.page().keyboard().press("Escape");
        window.row("Tokens", "shop").waitFor();
        await(SHOWN, "page without the token", () -> !window.page().content().contains(secret));
        window.picture("keys");
        window.row("Tokens", "shop").getByRole(AriaRole.BUTTON).click();
        window.dialog().getByText("Take it back").click();
        window.row("Tokens", "shop").getByText("taken back").waitFor();
        window.button("New worker secret …").click();
        window.dialog().getByLabel("Service").fill("stock");
        window.dialog().getByLabel("may announce").fill("* /0/stock");
        window.dialog().getByText("Make it").click();
        window.dialog().locator("output").getByText("hera_w_").waitFor();
        window.page().keyboard().press("Escape");
        window.row("Worker secrets", "stock").getByRole(AriaRole.BUTTON).click();
        window.dialog().getByText("Take it back").click();
        window.sees("stock: taken back");
        List<String> kept =
                List.of((String) window.page().evaluate("JSON.stringify(localStorage)"));
        assertFalse(kept.getFirst().contains("hera_"), "a token lies in the local storage");
    }
}
