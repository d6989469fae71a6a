package dev.hera.broker.admin.openapi;

import io.javalin.config.RoutesConfig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// `/_hera/admin/openapi`: the endpoints for people to read. Three files from the class path; the
/// browser is told to load nothing else, and to ask nobody but this broker.
public final class OpenApiPage {
    private static final String PATH = "/_hera/admin/openapi";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// Adds its paths.
    public void addTo(RoutesConfig routes) {
        add(routes, PATH, "openapi.html", "text/html; charset=utf-8");
        add(routes, PATH + ".css", "openapi.css", "text/css; charset=utf-8");
        add(routes, PATH + ".js", "openapi.js", "text/javascript; charset=utf-8");
    }

    private static void add(RoutesConfig routes, String path, String file, String type) {
        byte[] bytes = read(file);
        routes.get(
                path,
                context -> {
                    context.header("Content-Security-Policy", POLICY);
                    context.header("X-Content-Type-Options", "nosniff");
                    context.header("Referrer-Policy", "no-referrer");
                    context.header("Cache-Control", "no-store");
                    context.contentType(type).result(bytes);
                });
    }

    private static byte[] read(String file) {
        try (InputStream in = OpenApiPage.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the page is not in the jar: " + file, e);
        }
    }
}
