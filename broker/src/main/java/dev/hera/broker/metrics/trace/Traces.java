package dev.hera.broker.metrics.trace;

import dev.hera.broker.call.event.CallListener;
import dev.hera.broker.call.event.Ended;

import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Sends the sampled calls to a collector of traces; heard on calls' threads, the rest on its own.
public final class Traces implements CallListener, AutoCloseable {
    private static final int WAITING = 2_048;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BATCH = Duration.ofMillis(500);

    private final BlockingQueue<Ended> waiting = new ArrayBlockingQueue<>(WAITING);
    private final LongAdder dropped = new LongAdder();
    private final PlannedIds ids = new PlannedIds();
    private final SdkTracerProvider provider;
    private final Spans spans;
    private final Thread maker;
    private volatile boolean closed;

    /// @param collector where OTLP over HTTP is taken: `http://127.0.0.1:4318/v1/traces`
    /// @param broker this broker's id
    public Traces(String collector, String broker) {
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(collector).setTimeout(PATIENCE).build();
        provider =
                SdkTracerProvider.builder()
                        .setIdGenerator(ids)
                        .setSampler(Sampler.alwaysOn())
                        .setResource(resource(broker))
                        .addSpanProcessor(
                                BatchSpanProcessor.builder(exporter)
                                        .setScheduleDelay(BATCH)
                                        .setExporterTimeout(PATIENCE)
                                        .build())
                        .build();
        spans =
                new Spans(
                        new OtelTracer(
                                provider.get("dev.hera.broker"),
                                new OtelCurrentTraceContext(),
                                _ -> {}),
                        ids);
        maker = Thread.ofPlatform().daemon().name("hera-traces").unstarted(this::make);
    }

    private static Resource resource(String broker) {
        return Resource.create(
                Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "hera-broker",
                        AttributeKey.stringKey("service.instance.id"),
                        broker));
    }

    /// Starts to send.
    public void start() {
        maker.start();
    }

    @Override
    public void onEnd(Ended ended) {
        if (ended.trace().sampled() && !waiting.offer(ended)) {
            dropped.increment();
        }
    }

    /// Sampled calls that were not sent, because too many waited.
    public long dropped() {
        return dropped.sum();
    }

    private void make() {
        try {
            while (!closed || !waiting.isEmpty()) {
                Ended next = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (next != null) {
                    spans.of(next);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sends what waits, for at most ten seconds.
    @Override
    public void close() {
        closed = true;
        try {
            if (!maker.join(PATIENCE)) {
                maker.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        provider.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
