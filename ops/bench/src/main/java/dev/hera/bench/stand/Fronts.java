package dev.hera.bench.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// HAProxy and nginx in front of one plain server, both with kept-alive connections on either side
/// and without a log.
final class Fronts {
    private Fronts() {}

    static List<String> haproxy(Path folder, int port, int server) {
        Path file = write(folder.resolve("haproxy.cfg"), haproxyText(port, server));
        return List.of(program("haproxy"), "-db", "-f", file.toString());
    }

    static List<String> nginx(Path folder, int port, int server) {
        Path file = write(folder.resolve("nginx.conf"), nginxText(folder, port, server));
        return List.of(program("nginx"), "-e", "stderr", "-p", folder + "/", "-c", file.toString());
    }

    private static String haproxyText(int port, int server) {
        return """
        global
            maxconn 8192
        defaults
            mode http
            timeout connect 2s
            timeout client 60s
            timeout server 60s
        frontend callers
            bind 127.0.0.1:%d
            default_backend plain
        backend plain
            http-reuse always
            server plain 127.0.0.1:%d maxconn 4000
        """
                .formatted(port, server);
    }

    private static String nginxText(Path folder, int port, int server) {
        return """
        daemon off;
        worker_processes auto;
        pid %1$s/nginx.pid;
        error_log stderr warn;
        events { worker_connections 4096; }
        http {
            access_log off;
            keepalive_requests 1000000000;
            client_body_temp_path %1$s/body;
            proxy_temp_path %1$s/proxy;
            fastcgi_temp_path %1$s/fastcgi;
            uwsgi_temp_path %1$s/uwsgi;
            scgi_temp_path %1$s/scgi;
            client_max_body_size 2m;
            upstream plain {
                server 127.0.0.1:%3$d;
                keepalive 256;
                keepalive_requests 1000000000;
            }
            server {
                listen 127.0.0.1:%2$d;
                location / {
                    proxy_pass http://plain;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                }
            }
        }
        """
                .formatted(folder, port, server);
    }

    /// Whether such a program is installed.
    static boolean has(String name) {
        return places(name).anyMatch(Files::isExecutable);
    }

    private static String program(String name) {
        return places(name)
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElse(name);
    }

    private static Stream<Path> places(String name) {
        return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
                .map(folder -> Path.of(folder, name));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
