package dev.hera.worker.watch;

import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Middleware;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;

import org.jspecify.annotations.Nullable;

/// Makes every call an observation, whose parent is the broker's attempt that sent it. With a
/// tracing handler in the registry it becomes a span, and what the handler does with other
/// observed libraries becomes its children. Stands outermost: add it first.
public final class TracedCalls implements Middleware {
    private final ObservationRegistry registry;

    /// @param registry of the author's; without handlers in it nothing is done
    public TracedCalls(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public @Nullable Object handle(Context call, Handler next) throws Exception {
        ReceiverContext<Context> context =
                new ReceiverContext<>(
                        (of, name) -> of == null ? null : of.header(name).orElse(null),
                        Kind.SERVER);
        context.setCarrier(call);
        Observation observation =
                Observation.createNotStarted("hera.handle", () -> context, registry)
                        .contextualName(call.endpoint())
                        .lowCardinalityKeyValue("endpoint", call.endpoint())
                        .highCardinalityKeyValue("hera.call", call.uuid().toString());
        return observation.observeChecked(() -> next.handle(call));
    }
}
