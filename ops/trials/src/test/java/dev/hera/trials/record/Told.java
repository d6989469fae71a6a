package dev.hera.trials.record;

/// What one caller was told.
///
/// @param number of the call, as it stands in its body
/// @param path that it was sent to
/// @param uuid `X-Request-UUID`
/// @param outcome `Hera-Outcome`
record Told(long number, String path, String uuid, int status, String outcome, String body) {
    /// Whether its caller takes it for done, or as good as done.
    boolean isDone() {
        return outcome.equals("answered") || outcome.equals("accepted");
    }

    /// What it was announced as; empty when nobody did.
    String endpoint() {
        return status == 404 ? "" : "POST " + path;
    }

    /// Whether it must be found: all but what the journal refused to take.
    boolean isOnRecord() {
        return !(status == 503 && body.contains("urn:hera:problem:journal-unwell"));
    }
}
