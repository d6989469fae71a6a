package dev.hera.trials.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

import dev.hera.trials.Platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One visit to the page; one thread. Closing it fails the test when something happened that must
/// not happen, whatever the test looked at.
final class Window implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;

    /// How browsers speak of an answer that is no 200; refusals are part of some tests.
    private static final String REFUSAL = "Failed to load resource: the server responded";

    private static final String IMAGES = "hera.page.images";

    private final BrowserContext context;
    private final Page page;
    private final Platform platform;
    private final String origin;
    private final List<String> faults = new ArrayList<>();

    private Window(BrowserContext context, Platform platform) {
        this.context = context;
        this.platform = platform;
        this.origin = "http://127.0.0.1:" + (9201 + platform.offset());
        context.setDefaultTimeout(PATIENCE_MS);
        context.onDialog(
                dialog -> {
                    faults.add("dialog: " + dialog.message());
                    dialog.dismiss();
                });
        context.onRequest(
                request -> {
                    if (!request.url().startsWith(origin + "/_hera/")) {
                        faults.add("foreign request: " + request.url());
                    }
                });
        context.onConsoleMessage(
                message -> {
                    boolean refusal = message.text().startsWith(REFUSAL);
                    if (message.type().equals("error") && !refusal) {
                        faults.add("console: " + message.text());
                    }
                });
        context.onWebError(error -> faults.add("error: " + error.error()));
        this.page = context.newPage();
    }

    /// Opens the page, wide and light, and signs in.
    static Window open(Chromium chromium, Platform platform) {
        return open(chromium, platform, wide());
    }

    static Browser.NewContextOptions wide() {
        return new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE);
    }

    static Window open(Chromium chromium, Platform platform, Browser.NewContextOptions options) {
        Window window = new Window(chromium.browser().newContext(options), platform);
        window.signIn();
        return window;
    }

    private void signIn() {
        page.navigate(origin + "/_hera/admin/");
        page.getByLabel("Admin token").fill(adminToken());
        button("Sign in").click();
        page.locator("#where").getByText("asked through broker-1").waitFor();
    }

    String adminToken() {
        return Platform.read(platform.data().resolve("tokens/admin")).strip();
    }

    String origin() {
        return origin;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /// Opens a view by the address behind `#`.
    void go(String address) {
        page.evaluate("address => { location.hash = address; }", "#/" + address);
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// The row of a table that has this text.
    Locator row(String table, String text) {
        return page.getByRole(AriaRole.GRID, new Page.GetByRoleOptions().setName(table))
                .locator("tbody tr:not([hidden])")
                .filter(new Locator.FilterOptions().setHasText(text));
    }

    Locator dialog() {
        return page.locator("dialog[open]").last();
    }

    /// Waits until this text stands somewhere.
    void sees(String text) {
        page.getByText(text).first().waitFor();
    }

    /// Keeps a picture in the manual's folder, when asked to.
    void picture(String name) {
        if (Boolean.getBoolean(IMAGES)) {
            Path file = Platform.root().resolve("ops/docs/images/" + name + ".png");
            page.screenshot(new Page.ScreenshotOptions().setPath(file));
        }
    }

    /// What must not have happened; empty when all is well.
    void assertCalm() {
        assertEquals(List.of(), faults);
    }

    @Override
    public void close() {
        context.close();
        assertCalm();
    }
}
