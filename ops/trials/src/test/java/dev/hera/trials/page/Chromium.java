package dev.hera.trials.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Debian's browser, without a screen; one thread. Nothing is downloaded: the driver runs on the
/// installed Node.js.
final class Chromium implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        Map<String, String> environment =
                Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        program("node").toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1");
        Playwright playwright =
                Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        BrowserType.LaunchOptions options =
                new BrowserType.LaunchOptions().setExecutablePath(program("chromium"));
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    /// Where a program is that `ops/test` installs.
    private static Path program(String name) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is missing: run ops/test"));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
