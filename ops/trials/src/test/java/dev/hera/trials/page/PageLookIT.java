package dev.hera.trials.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import dev.hera.trials.Platform;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How the page is used and read: by keys alone, on a phone, in the dark, by those who cannot see
/// it; and its charts.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageLookIT {
    private static final List<String> VIEWS =
            List.of("routes", "workers", "fleet", "calls", "replays", "accepted", "charts", "keys");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Platform platform;
    private Caller caller;
    private Chromium chromium;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        platform = Platform.up(data, "--no-haproxy", "--workers", "1");
        caller = new Caller(platform);
        chromium = Chromium.start();
    }

    @AfterAll
    void stop() {
        chromium.close();
        caller.close();
        platform.close();
    }

    @Test
    void everythingIsReachedByKeys() {
        try (Window window = Window.open(chromium, platform)) {
            var keys = window.page().keyboard();
            for (int i = 0; i < VIEWS.size(); i++) {
                keys.press(Integer.toString(i + 1));
                window.page().locator("#nav-" + VIEWS.get(i) + "[aria-current=page]").waitFor();
            }
            keys.press("1");
            window.row("Routing table", "POST /0/echo").waitFor();
            int all = window.row("Routing table", "").count();
            keys.press("/");
            keys.type("/0/echo");
            window.row("Routing table", "metrics-worker-1").waitFor();
            assertTrue(window.row("Routing table", "").count() < all, "nothing was filtered");
            keys.press("Escape");
            window.page().locator(".grid").focus();
            keys.press("ArrowDown");
            keys.press("ArrowLeft");
            assertEquals(1, window.row("Routing table", "").count());
            keys.press("ArrowRight");
            keys.press("ArrowDown");
            keys.press("Enter");
            window.dialog().getByText("Worker metrics-worker-1").waitFor();
            keys.press("Escape");
            keys.press("?");
            window.dialog().getByText("the filter of this view").waitFor();
            keys.press("Escape");
            keys.press("p");
            window.button("Held").waitFor();
            keys.press("p");
            window.button("Live").waitFor();
            keys.press("t");
            window.page().locator("html[data-theme=light]").waitFor(attached());
            keys.press("t");
            window.page().locator("html[data-theme=dark]").waitFor(attached());
        }
    }

    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }

    @Test
    void aPhoneShowsItWithoutScrollingSideways() {
        Browser.NewContextOptions phone =
                new Browser.NewContextOptions()
                        .setViewportSize(390, 780)
                        .setColorScheme(ColorScheme.DARK);
        String uuid = caller.call("POST", "/0/echo", "{}").uuid();
        try (Window window = Window.open(chromium, platform, phone)) {
            for (String view : VIEWS) {
                window.go(view);
                window.page().locator("#nav-" + view + "[aria-current=page]").waitFor();
                fits(window.page(), view);
            }
            window.go("calls/" + uuid);
            window.sees("What came back");
            fits(window.page(), "one call");
            window.go("routes");
            window.row("Routing table", "POST /0/echo").waitFor();
            window.picture("phone");
        }
    }

    private static void fits(Page page, String what) {
        String wide = "document.documentElement.scrollWidth > innerWidth";
        assertEquals(false, page.evaluate(wide), what + " is wider than the screen");
    }

    @Test
    void everyControlHasANameAndEveryViewAHeading() {
        try (Window window = Window.open(chromium, platform)) {
            for (String view : VIEWS) {
                window.go(view);
                window.page().locator("#nav-" + view + "[aria-current=page]").waitFor();
                assertEquals(List.of(), window.page().evaluate(NAMELESS), view);
                assertEquals(1, window.page().locator("main h2").count(), view);
            }
        }
    }

    private static final String NAMELESS =
            """
            () => [...document.querySelectorAll('input, select, textarea, button, [role=grid]')]
              .filter(one => !one.labels?.length && !one.getAttribute('aria-label')
                && !one.textContent.trim() && !one.closest('[hidden]'))
              .map(one => one.outerHTML.slice(0, 100))
            """;

    @Test
    void chartsAreDrawnOfWhatIsCounted() {
        Browser.NewContextOptions dark = Window.wide().setColorScheme(ColorScheme.DARK);
        try (Window window = Window.open(chromium, platform, dark)) {
            window.go("charts");
            Locator calls = window.page().locator("figure", containing("Calls")).first();
            Platform.await(
                    PATIENCE,
                    "a call in the chart",
                    () -> {
                        caller.call("POST", "/0/echo", "{}");
                        Locator figure = calls.locator("b");
                        return figure.count() == 1
                                && figure.textContent().matches("calls (0[.][1-9]|[1-9]).*/ s");
                    });
            window.page().getByText("All brokers together").waitFor();
            assertTrue(window.page().locator("canvas[aria-label*=p99]").count() == 1, "no p99");
            window.go("charts/endpoint/" + "POST%20%2F0%2Fecho");
            window.page().getByText("endpoint POST /0/echo").waitFor();
            window.go("charts/worker/metrics-worker-1");
            window.page().getByText("worker metrics-worker-1").waitFor();
        }
    }

    /// Whoever is woken at three sees what was before.
    @Test
    void chartsBeginBeforeThePageWasOpened() {
        Browser.NewContextOptions dark = Window.wide().setColorScheme(ColorScheme.DARK);
        try (Window window = Window.open(chromium, platform, dark)) {
            String past = "/_hera/api/figures/past";
            Platform.await(
                    Duration.ofMinutes(2),
                    "three looks of a broker at itself",
                    () -> {
                        caller.call("POST", "/0/echo", "{}");
                        String told = caller.admin(window.adminToken(), "GET", past, "").body();
                        return told.split("\"at\":", -1).length > 6;
                    });
            assertEquals(
                    400,
                    caller.admin(window.adminToken(), "GET", past + "?of=caller", "").status());
            Object opened = window.page().evaluate("Date.now() / 1000");
            window.go("charts");
            window.page().locator("figure canvas").first().waitFor();
            Object first =
                    window.page()
                            .evaluate(
                                    "Chart.getChart(document.querySelector('figure canvas'))"
                                            + ".data.datasets[0].data[0].x");
            double before = ((Number) opened).doubleValue() - ((Number) first).doubleValue();
            assertTrue(before > 20, "the first figure is of " + before + " s before");
            window.picture("charts");
        }
    }

    private static Page.LocatorOptions containing(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
