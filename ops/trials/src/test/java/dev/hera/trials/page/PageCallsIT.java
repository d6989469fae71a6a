package dev.hera.trials.page;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;

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

/// Calls on the page: looked at, found, followed, replayed, acted upon; those of the broker that
/// serves the page and those of the other. One platform for all; each test leaves it as it was.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageCallsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

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

    private String admin(String method, String path) {
        return caller.admin(window.adminToken(), method, "/_hera/api/" + path, "").body();
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    /// Recorded by the other broker than the one that serves the page.
    @Test
    void aCallIsFoundByItsBodyAndReplayed() {
        String sent = "{\"parcel\":\"hazel-4711\"}";
        caller.call("POST", "/0/echo", "{\"parcel\":\"alder-4712\"}");
        String uuid = caller.callAt(2, "POST", "/0/echo", sent).uuid();
        find("body~\"hazel-4711\"");
        await(SOON, "call that is found alone", () -> window.row("Calls", "").count() == 1);
        window.row("Calls", "broker-2").getByRole(AriaRole.LINK).click();
        window.page().locator("pre").getByText("hazel-4711").first().waitFor();
        window.page().getByText("replay it").click();
        window.dialog().getByLabel("may run once more").check();
        window.dialog().getByText("Plan it", exactly()).click();
        window.button("Start").click();
        window.page().locator("dd").getByText("done", exactly()).waitFor();
        window.picture("replay");
        window.page().locator("[aria-label='Calls of this replay'] a").nth(1).click();
        window.sees("replay of");
        window.page().locator("nav.links").getByText(uuid).click();
        window.page().getByText("its replays").click();
        window.row("Calls", "POST /0/echo").waitFor();
        assertEquals(1, window.row("Calls", "").count(), "it was replayed more than once");
        window.go("replays");
        window.row("Replays", "broker-2").getByText("1 of 1").waitFor();
    }

    private void find(String filter) {
        window.go("calls");
        window.page().getByLabel("Filter").fill(filter);
        window.button("Find").click();
        window.row("Calls", "POST /0/echo").first().waitFor();
    }

    @Test
    void callsAreFollowedAsTheyEndAndActedUponByFilter() {
        window.go("calls?filter=" + "body~rowan-77" + "&tail=yes");
        window.button("Stop following").waitFor();
        await(
                SOON,
                "a call that is followed",
                () -> {
                    caller.callAt(2, "POST", "/0/echo", "{\"tree\":\"rowan-77\"}");
                    return window.row("Calls", "POST /0/echo").count() > 0;
                });
        find("body~\"rowan-77\"");
        act("Pin");
        find("body~\"rowan-77\"");
        window.row("Calls", "pinned").first().waitFor();
        act("Unpin");
        act("Delete");
        window.sees("No call fits.");
    }

    /// The count is shown before anything is done.
    private void act(String action) {
        window.button("Act on all …").click();
        window.dialog().getByText(action + " …", exactly()).click();
        window.dialog().getByText("Bytes").waitFor();
        window.dialog().getByText(action, exactly()).last().click();
        window.page().locator("dialog[open]").waitFor(gone());
    }

    private static Locator.WaitForOptions gone() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
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

    /// At the other broker than the one that serves the page.
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
                    () -> caller.callAt(2, "POST", "/0/parks", "{}").status() == 202);
            window.go("accepted");
            Locator row =
                    window.row("Accepted calls by endpoint", "POST /0/parks")
                            .filter(new Locator.FilterOptions().setHasText("broker-2"));
            row.waitFor();
            await(
                    SOON,
                    "a parked call",
                    () -> admin("GET", "at/broker-2/accepted").contains("\"parked\":1"));
            row.click();
            window.dialog().getByText("parked").first().waitFor();
            window.picture("accepted");
            steer(row);
            await(
                    SOON,
                    "nothing left",
                    () -> admin("GET", "at/broker-2/accepted").contains("\"parked\":0"));
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
        await(
                SOON,
                "no parked call",
                () -> admin("GET", "at/broker-2/accepted").contains("\"parked\":0"));
        row.click();
        window.dialog().getByText("Go on", exactly()).click();
        await(
                SOON,
                "parked again",
                () -> admin("GET", "at/broker-2/accepted").contains("\"parked\":1"));
        row.click();
        window.dialog().getByText("Forget all given up …").click();
        window.dialog().getByText("Forget", exactly()).last().click();
    }
}
