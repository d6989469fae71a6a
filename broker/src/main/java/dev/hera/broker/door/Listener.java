package dev.hera.broker.door;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// One port of the broker: Jetty set on purpose, our handlers in front, Javalin behind them.
///
/// Acceptors and selectors stay platform threads, everything that may block runs on virtual ones.
public final class Listener implements AutoCloseable {
    /// Longer than the load balancer keeps an idle connection, so that it is never the one who
    /// finds it closed.
    private static final Duration IDLE = Duration.ofMinutes(2);

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final Duration STOP = Duration.ofSeconds(3);

    private final Javalin javalin;
    private final String bind;
    private final int port;

    private Listener(Javalin javalin, String bind, int port) {
        this.javalin = javalin;
        this.bind = bind;
        this.port = port;
    }

    /// A handler that needs to know the server it will stand in.
    public interface Front {
        /// Made for this server.
        Handler in(Server server);
    }

    /// Opens the port.
    ///
    /// @param name for threads
    /// @param fronts asked in this order before Javalin
    public static Listener open(
            String name,
            String bind,
            int port,
            Request.Handler errors,
            List<Front> fronts,
            Consumer<JavalinConfig> routes) {
        Javalin javalin =
                Javalin.create(
                        config -> {
                            config.startup.showJavalinBanner = false;
                            config.startup.showOldJavalinVersionWarning = false;
                            config.startup.startupWatcherEnabled = false;
                            config.http.compressionStrategy = CompressionStrategy.NONE;
                            config.http.generateEtags = false;
                            config.jetty.threadPool = threads(name);
                            config.jetty.modifyHttpConfiguration(Listener::strict);
                            config.jetty.addConnector(
                                    (server, http) -> connector(server, http, bind, port));
                            config.jetty.modifyServer(server -> stand(server, errors, fronts));
                            routes.accept(config);
                        });
        return new Listener(javalin, bind, port);
    }

    private static QueuedThreadPool threads(String name) {
        QueuedThreadPool threads = new QueuedThreadPool(16, 4);
        threads.setName(name);
        threads.setVirtualThreadsExecutor(
                VirtualThreads.getNamedVirtualThreadsExecutor(name + "-call-"));
        return threads;
    }

    private static void strict(HttpConfiguration http) {
        http.setHttpCompliance(HttpCompliance.RFC7230);
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setResponseHeaderSize(MAX_HEADER_BYTES);
        http.setIdleTimeout(IDLE.toMillis());
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, String bind, int port) {
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(bind);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(1024);
        return connector;
    }

    private static void stand(Server server, Request.Handler errors, List<Front> fronts) {
        server.setErrorHandler(errors);
        server.setStopTimeout(STOP.toMillis());
        Handler.Sequence row = new Handler.Sequence();
        fronts.forEach(front -> row.addHandler(front.in(server)));
        if (server.getHandler() instanceof Handler.Wrapper outermost) {
            outermost.setHandler(row);
        } else {
            server.setHandler(row);
        }
    }

    /// Starts to listen.
    ///
    /// @throws RoomUnwell when the port is taken
    public void start(String setting) {
        try {
            javalin.start();
        } catch (RuntimeException e) {
            throw new RoomUnwell(
                    "cannot listen on %s:%d (setting %s): %s"
                            .formatted(bind, port, setting, e.getMessage()),
                    e);
        }
    }

    /// The port that was opened.
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
