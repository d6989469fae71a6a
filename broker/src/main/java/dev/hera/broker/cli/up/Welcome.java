package dev.hera.broker.cli.up;

import java.nio.file.Path;
import java.time.Duration;

/// The last lines of a start: that it is ready, where the page is, and what to paste.
record Welcome(Home home, Ports ports, Wanted wanted) {
    void show(News news, Duration took) {
        news.line("");
        news.line(
                "ready      in %s, the page: http://127.0.0.1:%d/_hera/admin/"
                        .formatted(News.seconds(took), ports.links(1)));
        news.line("");
        news.line(curl());
    }

    /// Works when pasted into a shell in the same folder.
    String curl() {
        int port = wanted.haproxy() ? ports.haproxy() : ports.callers(1);
        return "curl -H \"Authorization: Bearer $(cat %s)\" 'http://127.0.0.1:%d/0/metrics-api'"
                .formatted(quoted(near(home.callerToken())), port);
    }

    /// As short as it can be: a path below the folder that we were started in.
    private static Path near(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }

    private static String quoted(Path path) {
        String text = path.toString();
        boolean plain = text.chars().allMatch(c -> c > ' ' && "'\"\\$`*?[]();&|<>".indexOf(c) < 0);
        return plain ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
