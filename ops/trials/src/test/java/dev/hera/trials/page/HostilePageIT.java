package dev.hera.trials.page;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;

import dev.hera.trials.Platform;
import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What strangers wrote stays text, wherever it is shown; and other pages in the same browser move
/// nothing here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePageIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> VIEWS =
            List.of("routes", "workers", "fleet", "calls", "replays", "accepted", "charts", "keys");

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private Platform platform;
    private Caller caller;
    private Chromium chromium;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        platform = Platform.up(data, "--no-haproxy", "--brokers", "1", "--workers", "1");
        caller = new Caller(platform);
        chromium = Chromium.start();
    }

    @AfterAll
    void stop() {
        chromium.close();
        caller.close();
        platform.close();
    }

    /// Bodies, queries, headers and error texts as they come through the whole platform.
    @Test
    void recordedVectorsStayText() throws IOException {
        String all = new ObjectMapper().writeValueAsString(Vectors.all());
        List<String> uuids = new ArrayList<>();
        String json = "application/json";
        uuids.add(caller.call("POST", "/0/echo", all, "Content-Type", json).uuid());
        try (Worker _ =
                caller.worker("guarded", "fails")
                        .post(
                                "/0/fails/{name}",
                                call -> {
                                    byte[] text = call.bytes();
                                    throw new CallException(
                                            400, new String(text, StandardCharsets.UTF_8));
                                })
                        .start()) {
            await(SOON, "it", () -> caller.call("POST", "/0/fails/x", "x").status() == 400);
            for (String vector : Vectors.scripts()) {
                String query = URLEncoder.encode(vector, StandardCharsets.UTF_8);
                String agent = vector.replaceAll("[^\\x20-\\x7e]", "?");
                String path = "/0/fails/x?q=" + cut(query) + "&" + cut(query) + "=1";
                uuids.add(caller.call("POST", path, vector, "User-Agent", cut(agent)).uuid());
            }
        }
        try (Window window = Window.open(chromium, platform)) {
            for (String uuid : uuids) {
                window.go("calls/" + uuid);
                window.sees(uuid);
                window.sees("What came back");
            }
            window.go("calls/" + uuids.getFirst());
            String shown = window.page().locator("pre").first().textContent();
            assertTrue(shown.contains("<script>alert(document.domain)</script>"), shown);
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(500, text.length())).replaceAll("%[0-9A-F]?$", "");
    }

    /// Names of workers, endpoints, brokers, services; states, times, whatever is a text.
    @Test
    void aLyingBrokerRunsNothing() {
        String uuid = caller.call("POST", "/0/echo", "{}").uuid();
        try (Window window = Window.open(chromium, platform)) {
            Liar liar = new Liar(Vectors.all());
            liar.standBefore(window.page());
            for (String view : VIEWS) {
                window.go(view);
                window.page()
                        .waitForResponse(
                                answer -> answer.url().contains("/_hera/api/"),
                                () -> window.page().keyboard().press("r"));
                everyRow(window.page());
            }
            window.go("calls/" + uuid);
            window.sees("What came back");
            window.go("routes?at=2020-01-01T00:00:00Z");
            window.page().locator("p.bad").first().waitFor();
            window.go("workers");
            window.page().locator("[role=grid] tbody tr:not([hidden]):not(.gap)").first().click();
            window.dialog().waitFor();
            window.page().keyboard().press("Escape");
            Set<String> wanted =
                    Set.of("overview", "matrix", "brokers", "accepted", "tokens", "calls");
            assertTrue(liar.told().containsAll(wanted), "it lied only on " + liar.told());
        }
    }

    /// Only what is in sight is in the page, so everything has to come into sight.
    private static void everyRow(Page page) {
        page.evaluate(
                """
                async () => {
                  for (const grid of document.querySelectorAll('.grid')) {
                    for (let top = 0; top <= grid.scrollHeight; top += 400) {
                      grid.scrollTop = top;
                      await new Promise(requestAnimationFrame);
                    }
                  }
                }
                """);
    }

    @Test
    void nothingButThePageItselfMayRun() {
        try (Window window = Window.open(chromium, platform)) {
            for (String file : List.of("", "main.js", "page.css", "chart.umd.js")) {
                String address = window.origin() + "/_hera/admin/" + file;
                Map<String, String> headers = window.page().request().get(address).headers();
                assertEquals(POLICY, headers.get("content-security-policy"));
                assertEquals("nosniff", headers.get("x-content-type-options"));
                assertEquals("no-store", headers.get("cache-control"));
                assertEquals("no-referrer", headers.get("referrer-policy"));
            }
        }
    }

    /// The other tests believe that a window sees what must not happen.
    @Test
    void aWindowNoticesWhatMustNotHappen() {
        for (String wrong :
                List.of(
                        "alert(1)",
                        "console.error('wrong')",
                        "setTimeout(() => { throw new Error('wrong'); }, 0)",
                        "document.body.append(Object.assign(new Image(),"
                                + " { src: 'http://127.0.0.1:9/stolen' }))",
                        "document.body.setAttribute('onclick', 'alert(1)')",
                        "document.body.append(Object.assign(document.createElement('script'),"
                                + " { textContent: 'alert(1)' }))")) {
            Window window = Window.open(chromium, platform);
            window.page().evaluate("() => { " + wrong + " }");
            window.page().waitForTimeout(100);
            assertThrows(AssertionError.class, window::close, wrong);
        }
    }

    /// A form, an image and questions from another origin, by an operator's own browser.
    @Test
    void anotherPageInTheSameBrowserMovesNothing() throws IOException {
        HttpServer evil =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        evil.createContext(
                "/",
                exchange -> {
                    byte[] html =
                            "<!doctype html><title>evil</title>".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/html");
                    exchange.sendResponseHeaders(200, html.length);
                    exchange.getResponseBody().write(html);
                    exchange.close();
                });
        evil.start();
        Window window = Window.open(chromium, platform);
        try {
            Page page = window.context().newPage();
            page.navigate("http://127.0.0.1:" + evil.getAddress().getPort() + "/");
            Object statuses = page.evaluate(ATTACK, window.origin());
            assertEquals("blocked,blocked,blocked", statuses);
            page.waitForTimeout(500);
            assertTrue(page.locator("iframe").count() == 1, "the frame was not tried");
            String drained =
                    caller.admin(window.adminToken(), "GET", "/_hera/api/overview", "").body();
            assertTrue(!drained.contains("draining"), "a worker was drained from elsewhere");
            String tokens =
                    caller.admin(window.adminToken(), "GET", "/_hera/api/tokens", "").body();
            assertTrue(!tokens.contains("evil"), "a token was made from elsewhere");
        } finally {
            window.context().close();
            evil.stop(0);
        }
    }

    private static final String ATTACK =
            """
            async origin => {
              const tries = [
                ['POST', '/_hera/api/drain', '{"worker":"metrics-worker-1","force":true}'],
                ['POST', '/_hera/api/tokens', '{"id":"evil","scopes":["admin:write"]}'],
                ['GET', '/_hera/api/overview', undefined],
              ];
              const said = [];
              for (const [method, path, body] of tries) {
                const how = { method, body, credentials: 'include' };
                const shown = { ...how, headers: { Authorization: 'Bearer x' } };
                said.push(await fetch(origin + path, shown)
                  .then(answer => answer.status, () => 'blocked'));
                await fetch(origin + path, { ...how, mode: 'no-cors' }).catch(() => {});
              }
              const frame = document.createElement('iframe');
              frame.src = origin + '/_hera/admin/';
              document.body.append(frame);
              const form = document.createElement('form');
              form.method = 'post';
              form.target = frame.name = 'there';
              form.action = origin + '/_hera/api/drain';
              form.enctype = 'text/plain';
              const field = document.createElement('input');
              field.name = '{"worker":"metrics-worker-1","force":true,"x":"';
              field.value = '"}';
              form.append(field);
              document.body.append(form);
              form.submit();
              const image = new Image();
              image.src = origin + '/_hera/api/drain?worker=metrics-worker-1';
              return said.join();
            }
            """;
}
