package dev.hera.broker.metrics.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// A collector of traces that takes OTLP over HTTP and keeps what comes.
public final class Collector implements AutoCloseable {
    private static final long PATIENCE = 60_000_000_000L;
    private static final List<String> KINDS =
            List.of("", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<SdkTracerProvider> providers = new ArrayList<>();
    private final HttpServer server;

    private Collector(HttpServer server) {
        this.server = server;
    }

    /// A span as it came.
    public record Span(
            String service,
            String trace,
            String id,
            String parent,
            String name,
            String kind,
            long nanos,
            Map<String, String> tags) {}

    /// Starts to listen on a free port.
    public static Collector start() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Collector collector = new Collector(HttpServer.create(any, 0));
        collector.server.createContext("/v1/traces", collector::take);
        collector.server.start();
        return collector;
    }

    /// Where to send.
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            read(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void read(byte[] message) {
        for (Fields resource : new Fields(message).all(1)) {
            Map<String, String> of = new HashMap<>();
            resource.all(1).forEach(r -> of.putAll(tags(r, 1)));
            for (Fields scope : resource.all(2)) {
                scope.all(2)
                        .forEach(
                                span -> spans.add(span(of.getOrDefault("service.name", ""), span)));
            }
        }
    }

    private static Span span(String service, Fields span) {
        HexFormat hex = HexFormat.of();
        return new Span(
                service,
                hex.formatHex(span.bytes(1)),
                hex.formatHex(span.bytes(2)),
                hex.formatHex(span.bytes(4)),
                span.text(5),
                KINDS.get((int) span.number(6)),
                span.number(8) - span.number(7),
                tags(span, 9));
    }

    private static Map<String, String> tags(Fields of, int field) {
        Map<String, String> tags = new HashMap<>();
        for (Fields pair : of.all(field)) {
            Fields value = pair.all(2).getFirst();
            String text = value.has(1) ? value.text(1) : Long.toString(value.number(3));
            tags.put(pair.text(1), text);
        }
        return tags;
    }

    /// The span of this service and kind, as soon as it is there.
    public Span await(String service, String kind) {
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() - end < 0) {
            for (Span span : spans) {
                if (span.service().equals(service) && span.kind().equals(kind)) {
                    return span;
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("no " + kind + " of " + service + " in " + spans);
    }

    /// How many spans of this service and kind came.
    public long count(String service, String kind) {
        return spans.stream()
                .filter(span -> span.service().equals(service) && span.kind().equals(kind))
                .count();
    }

    /// A registry whose observations come here, as an author would set it up.
    public ObservationRegistry observing(String service) {
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(address()).build();
        SdkTracerProvider provider =
                SdkTracerProvider.builder()
                        .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
                        .setResource(
                                Resource.create(
                                        Attributes.of(
                                                AttributeKey.stringKey("service.name"), service)))
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build();
        providers.add(provider);
        OtelTracer tracer =
                new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), _ -> {});
        OtelPropagator propagator =
                new OtelPropagator(
                        ContextPropagators.create(W3CTraceContextPropagator.getInstance()),
                        provider.get("test"));
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(
                        new PropagatingReceiverTracingObservationHandler<>(tracer, propagator));
        return registry;
    }

    @Override
    public void close() {
        providers.forEach(SdkTracerProvider::close);
        server.stop(0);
    }
}
