package dev.hera.broker.admin.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/// The operator's page: files from the class path, named one by one, and a browser that is told to
/// load nothing else.
///
/// The modules are served as they were written; nothing is built. The charts are drawn by a
/// library that comes as a jar and is served from there.
public final class AdminPage {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final String HOME = "/_hera/admin/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /// Every module, without its ending.
    static final List<String> MODULES =
            List.of(
                    "accepted",
                    "api",
                    "byfilter",
                    "call",
                    "calls",
                    "charts",
                    "dialog",
                    "dom",
                    "drain",
                    "filter",
                    "fleet",
                    "format",
                    "grid",
                    "keys",
                    "main",
                    "past",
                    "poll",
                    "replay",
                    "replays",
                    "routes",
                    "scrape",
                    "shell",
                    "status",
                    "timeline",
                    "why",
                    "worker",
                    "workers");

    private static final String CHARTS = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    /// Adds `/_hera/admin/`.
    public void addTo(RoutesConfig routes) {
        add(routes, "", read("index.html"), "text/html; charset=utf-8");
        add(routes, "page.css", read("page.css"), "text/css; charset=utf-8");
        for (String module : MODULES) {
            add(routes, module + ".js", read(module + ".js"), SCRIPT);
        }
        add(routes, "chart.umd.js", read(chart()), SCRIPT);
    }

    private static void add(RoutesConfig routes, String name, byte[] bytes, String type) {
        routes.get(
                HOME + name,
                context -> {
                    guard(context);
                    context.contentType(type).result(bytes);
                });
    }

    private static void guard(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cache-Control", "no-store");
    }

    /// Where the library is: its version stands in its path.
    private static String chart() {
        try (InputStream in = AdminPage.class.getResourceAsStream(CHARTS)) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, CHARTS));
            String version = properties.getProperty("version");
            return "/META-INF/resources/webjars/chart.js/" + version + "/dist/chart.umd.js";
        } catch (IOException e) {
            throw new UncheckedIOException("the charts are not on the class path", e);
        }
    }

    private static byte[] read(String file) {
        try (InputStream in = AdminPage.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the page is not in the jar: " + file, e);
        }
    }
}
