package dev.hera.broker.replay;

import dev.hera.broker.replay.keep.Progress;
import dev.hera.broker.replay.plan.Plan;

/// A replay as people see it; a picture.
///
/// @param inFlight calls under way now
/// @param allowed most that may be under way beside live calls now
/// @param waitsFor why it does not send as fast as it should; empty when it does
public record ReplayView(Plan plan, Progress progress, int inFlight, int allowed, String waitsFor) {
    /// Calls that are not sent yet.
    public int left() {
        return plan.forecast().sendable() - progress.cursor();
    }
}
