package dev.hera.bench;

import io.javalin.Javalin;

/// A plain Javalin server that answers `POST /0/echo` with its body, on virtual threads.
public final class PlainServer {
    private PlainServer() {}

    /// @param args the port
    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        Javalin.start(
                config -> {
                    config.concurrency.useVirtualThreads = true;
                    config.startup.showJavalinBanner = false;
                    config.jetty.host = "127.0.0.1";
                    config.jetty.port = port;
                    config.routes.post(
                            "/0/echo",
                            context -> {
                                byte[] body = context.bodyAsBytes();
                                context.contentType("application/json");
                                context.header("Content-Length", "" + body.length);
                                context.result(body);
                            });
                });
        System.out.println("plain server at " + port);
    }
}
