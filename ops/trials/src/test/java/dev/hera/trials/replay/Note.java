package dev.hera.trials.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.worker.api.Context;

/// What one handler was told of one call: a line that a [Stall] prints.
///
/// @param of the original's id, when this is a replay
/// @param grant what had allowed the original, when this is a replay
/// @param receivedAt as the handler was told
/// @param said what it has to say of a remote call that was refused; usually empty
record Note(
        String endpoint,
        String uuid,
        int n,
        boolean replay,
        boolean hermetic,
        String caller,
        String of,
        String grant,
        String receivedAt,
        String said) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "note ";

    static Note of(Context call, String said) {
        return new Note(
                call.endpoint(),
                call.uuid().toString(),
                call.param("n", int.class, 0),
                call.isReplay(),
                call.header("hera-hermetic").isPresent(),
                call.caller(),
                call.header("hera-replay-of").orElse(""),
                call.header("hera-grant").orElse(""),
                call.receivedAt().toString(),
                said);
    }

    /// On a line of its own, among lines that are none.
    void print() {
        try {
            System.out.println(MARK + JSON.writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a note of texts and numbers is JSON", e);
        }
    }

    static boolean isIn(String line) {
        return line.startsWith(MARK);
    }

    static Note read(String line) {
        try {
            return JSON.readValue(line.substring(MARK.length()), Note.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
