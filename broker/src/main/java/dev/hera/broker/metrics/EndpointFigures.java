package dev.hera.broker.metrics;

import java.util.List;

/// One endpoint as it is scraped; immutable.
///
/// @param workers that announced it
/// @param ready those of them that get calls
public record EndpointFigures(String endpoint, int workers, int ready) {
    static final List<Shelf.Figure<EndpointFigures>> GAUGES =
            List.of(
                    new Shelf.Figure<>(
                            "hera.endpoint.workers",
                            "",
                            "workers that announced the endpoint",
                            EndpointFigures::workers),
                    new Shelf.Figure<>(
                            "hera.endpoint.ready.workers",
                            "",
                            "workers that get calls to the endpoint",
                            EndpointFigures::ready));
}
