package dev.hera.examples.remote;

import dev.hera.worker.api.annotation.EndpointOptions;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.Param;

import java.util.List;
import java.util.Map;

/// The metrics as the report needs them; what they answer besides is passed over.
interface Metrics {
    /// One summary for each value of a column.
    @GET("/0/metrics-api")
    @EndpointOptions(idempotent = true)
    Answer by(@Param("by") String column);

    /// What they answer.
    record Answer(long matched, List<Group> groups) {}

    /// One value of the column.
    record Group(Map<String, String> group, long count, long errors) {}
}
