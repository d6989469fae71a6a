package dev.hera.broker.admin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The operator's page: three files from the class path, and a browser that is told to load
/// nothing else.
public final class AdminPage {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// Adds `/_hera/admin/`.
    public void addTo(RoutesConfig routes) {
        add(routes, "/_hera/admin/", "index.html", "text/html; charset=utf-8");
        add(routes, "/_hera/admin/page.css", "page.css", "text/css; charset=utf-8");
        add(routes, "/_hera/admin/page.js", "page.js", "text/javascript; charset=utf-8");
    }

    private static void add(RoutesConfig routes, String path, String file, String type) {
        byte[] bytes = read(file);
        routes.get(
                path,
                context -> {
                    guard(context);
                    context.contentType(type).result(bytes);
                });
    }

    private static void guard(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cache-Control", "no-store");
    }

    private static byte[] read(String file) {
        try (InputStream in = AdminPage.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the page is not in the jar: " + file, e);
        }
    }
}
