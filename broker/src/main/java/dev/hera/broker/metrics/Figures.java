package dev.hera.broker.metrics;

import java.util.List;

/// What is looked up when somebody scrapes: the routing table, in figures.
///
/// @param workers connected ones
/// @param endpoints known ones, also those without a worker
public record Figures(List<WorkerFigures> workers, List<EndpointFigures> endpoints) {
    public Figures {
        workers = List.copyOf(workers);
        endpoints = List.copyOf(endpoints);
    }
}
