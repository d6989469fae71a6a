package dev.hera.trials.page;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import dev.hera.trials.Platform;
import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

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
import java.util.List;

/// Every view and every action, as an operator would. One platform for all; each test leaves it as
/// it was.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /// What an operator waits at most for a change to show, on a machine that is not overloaded.
    private static final Duration SHOWN =
            Duration.ofSeconds(3).multipliedBy(Integer.getInteger("hera.slow", 1) + 2L);

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

    @Test
    void aStartedWorkerShowsWithinSeconds() {
        window.go("workers");
        window.row("Workers", "metrics-worker-1").waitFor();
        try (Worker _ = caller.worker("hello", "late").get("/0/late", _ -> "ok").start()) {
            await(
                    SOON,
                    "the worker at the broker",
                    () -> admin("GET", "workers").contains("\"hello-late\""));
            Instant linked = Instant.now();
            window.row("Workers", "hello-late").waitFor();
            Duration took = Duration.between(linked, Instant.now());
            assertTrue(took.compareTo(SHOWN) < 0, "shown after " + took);
            window.row("Workers", "hello-late").getByText("hello-late").click();
            window.dialog().getByText("ready").first().waitFor();
            window.page().keyboard().press("Escape");
        }
        window.row("Workers", "hello-late")
                .waitFor(
                        new Locator.WaitForOptions()
                                .setState(
                                        com.microsoft.playwright.options.WaitForSelectorState
                                                .DETACHED));
    }

    private String admin(String method, String path) {
        return caller.admin(window.adminToken(), method, "/_hera/api/" + path, "").body();
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
    void aCallIsShownWhole() {
        String sent = "{\"order\":1.10,\"lines\":[\"a\",\"b\"]}";
        String json = "application/json";
        var call = caller.call("POST", "/0/echo?from=page", sent, "Content-Type", json);
        assertEquals(200, call.status());
        window.go("calls/" + call.uuid());
        window.sees("POST /0/echo?from=page");
        window.sees("Where the time went");
        window.sees("the worker's handler");
        window.sees("Chosen by the least cost");
        window.page().locator("pre").getByText("\"order\": 1.10").first().waitFor();
        window.page().getByText("calls that it made").waitFor();
        window.picture("call");
        window.go("calls/00000000-0000-7000-8000-000000000000");
        window.sees("Back to the calls");
    }

    @Test
    void brokersAndTheMatrixAreShown() {
        window.go("fleet");
        window.row("Workers at brokers", "metrics-worker-1").getByText("2 of 2").waitFor();
        window.page().getByText("broker-2").first().waitFor();
        window.picture("brokers");
    }

    @Test
    void acceptedCallsArePausedSentAgainAndForgotten() {
        Options parks =
                Options.usual().idempotent().accept(Accepting.always().attempts(1).rate(50));
        try (Worker _ =
                caller.worker("shelf", "parks")
                        .post(
                                "/0/parks",
                                parks,
                                _ -> {
                                    throw new CallException(500, "no room");
                                })
                        .start()) {
            await(
                    SOON,
                    "an accepted call",
                    () -> caller.call("POST", "/0/parks", "{}").status() == 202);
            window.go("accepted");
            Locator row = window.row("Accepted calls by endpoint", "POST /0/parks");
            row.waitFor();
            await(SOON, "a parked call", () -> admin("GET", "accepted").contains("\"parked\":1"));
            row.click();
            window.dialog().getByText("parked").first().waitFor();
            window.picture("accepted");
            steer(row);
            await(SOON, "nothing left", () -> admin("GET", "accepted").contains("\"parked\":0"));
        }
    }

    /// Pauses, paces, sends again while nothing goes out, goes on, and forgets what fails again.
    private void steer(Locator row) {
        window.dialog().getByText("Pause", exactly()).click();
        row.getByText("paused").waitFor();
        row.click();
        window.dialog().locator("input[type=number]").fill("7");
        window.dialog().getByText("Set rate").click();
        row.getByText("at most 7 / s").waitFor();
        row.click();
        window.dialog().getByText("Send all again …").click();
        window.dialog().getByText("1 calls that were given up").waitFor();
        window.dialog().getByText("Send again", exactly()).last().click();
        await(SOON, "no parked call", () -> admin("GET", "accepted").contains("\"parked\":0"));
        row.click();
        window.dialog().getByText("Go on", exactly()).click();
        await(SOON, "parked again", () -> admin("GET", "accepted").contains("\"parked\":1"));
        row.click();
        window.dialog().getByText("Forget all given up …").click();
        window.dialog().getByText("Forget", exactly()).last().click();
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
        assertFalse(window.page().content().contains(secret), "the token is still in the page");
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
