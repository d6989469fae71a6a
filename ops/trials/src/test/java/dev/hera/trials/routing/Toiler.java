package dev.hera.trials.routing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.hera.worker.Worker;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.RecordMode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// One process, two doors to the same [Toil]: a worker of the platform, and a plain HTTP server.
///
/// It reads its troubles, one a line, from standard input, answers each with a line, and ends with
/// the input, so that it never outlives the trial.
public final class Toiler {
    /// One that `ops/hera up` has made a secret for.
    private static final String SERVICE = "hello";

    /// The plain door records nothing either.
    private static final Options UNRECORDED = Options.usual().record(RecordMode.OFF);

    private Toiler() {}

    /// @param args the name that its plain answers carry
    public static void main(String[] args) throws IOException {
        Toil toil = new Toil();
        HttpServer plain = plain(args[0], toil);
        Worker worker =
                Worker.named(SERVICE).post("/0/toil", UNRECORDED, call -> toil.once()).start();
        System.out.println("plain door at " + plain.getAddress().getPort());
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(toil.suffer(line));
            }
        }
        plain.stop(0);
        worker.close();
    }

    private static HttpServer plain(String name, Toil toil) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> answer(exchange, 200, "{}"));
        server.createContext("/0/toil", exchange -> toiled(exchange, name, toil));
        server.start();
        return server;
    }

    private static void toiled(HttpExchange exchange, String name, Toil toil) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Worker", name);
        try {
            answer(exchange, 200, toil.once());
        } catch (IllegalStateException e) {
            answer(exchange, 500, "{}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
