package dev.hera.broker.accept.screen;

import dev.hera.broker.call.Call;

/// What came of looking at a call before it is written.
public sealed interface Screened {
    /// It may be written, as it is now.
    record Passed(Call call) implements Screened {}

    /// It lacks something.
    record Failed(String why) implements Screened {}
}
