package dev.hera.trials.routing;

import static dev.hera.trials.Platform.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The usual answer: HAProxy with `balance leastconn` over plain HTTP servers, its checks as
/// quick as in our own file.
final class LeastConnections implements AutoCloseable {
    private static final String CONFIG =
            """
            defaults
                mode http
                timeout connect 2s
                timeout client 30s
                timeout server 3s
                timeout queue 2s
                timeout check 1s
            frontend callers
                bind 127.0.0.1:PORT
                default_backend plain
            backend plain
                balance leastconn
                http-reuse always
                retries 3
                retry-on conn-failure
                option redispatch 1
                option httpchk
                http-check send meth GET uri /health ver HTTP/1.1 hdr Host plain
                default-server check inter 500ms fall 2 rise 1
            """;

    private final int port;
    private final Process process;

    LeastConnections(Path folder, List<Integer> servers) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        StringBuilder text = new StringBuilder(CONFIG.replace("PORT", Integer.toString(port)));
        for (int server : servers) {
            text.append("    server s%1$d 127.0.0.1:%1$d\n".formatted(server));
        }
        Path config = Files.writeString(folder.resolve("leastconn.cfg"), text);
        Path debian = Path.of("/usr/sbin/haproxy");
        String program = Files.exists(debian) ? debian.toString() : "haproxy";
        process =
                new ProcessBuilder(program, "-db", "-f", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("leastconn.out").toFile())
                        .start();
        await(Duration.ofSeconds(30), "HAProxy at " + port, this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
