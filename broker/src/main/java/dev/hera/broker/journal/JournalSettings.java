package dev.hera.broker.journal;

import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.store.StoreSettings.Loss;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Endpoint.RecordMode;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// How an operator wants calls to be kept.
///
/// @param folder the journal's own, mode 0700
/// @param everywhere the mode of every endpoint; null leaves it to them
/// @param modes of single endpoints, by name; before `everywhere`
/// @param bodyBytes larger bodies are not kept, only their length and hash
/// @param queueBytes how much may wait to be written before new calls are not taken
/// @param unwell what becomes of a call that cannot be kept
/// @param keepFor older calls are removed
/// @param keepBytes beyond this the oldest calls are removed
/// @param lowBytes with less room than this, and less than `lowPercent`, no new calls are taken
/// @param lowPercent of the disk
/// @param loss what a start does when something kept is gone
public record JournalSettings(
        Path folder,
        @Nullable RecordMode everywhere,
        Map<String, RecordMode> modes,
        int bodyBytes,
        long queueBytes,
        WhenUnwell unwell,
        Duration keepFor,
        long keepBytes,
        long lowBytes,
        int lowPercent,
        Loss loss) {
    /// What becomes of a call that cannot be kept.
    public enum WhenUnwell {
        /// Refused where its mode is `ahead` or it is accepted for later; else served, unrecorded
        /// and counted.
        BY_MODE,
        /// Refused, not executed.
        REFUSE,
        /// Served unrecorded and counted, but never accepted for later.
        SERVE
    }

    public JournalSettings {
        modes = Map.copyOf(modes);
    }

    /// The usual settings.
    public static JournalSettings usual(Path folder) {
        return new JournalSettings(
                folder,
                null,
                Map.of(),
                1 << 20,
                64 << 20,
                WhenUnwell.BY_MODE,
                Duration.ofDays(30),
                20L << 30,
                1L << 30,
                5,
                Loss.REFUSE);
    }

    /// The same with another mode for every endpoint, null for the one it announced.
    public JournalSettings everywhere(@Nullable RecordMode mode) {
        return new JournalSettings(
                folder,
                mode,
                modes,
                bodyBytes,
                queueBytes,
                unwell,
                keepFor,
                keepBytes,
                lowBytes,
                lowPercent,
                loss);
    }

    /// The same with another queue.
    public JournalSettings queueOf(long bytes) {
        return new JournalSettings(
                folder,
                everywhere,
                modes,
                bodyBytes,
                bytes,
                unwell,
                keepFor,
                keepBytes,
                lowBytes,
                lowPercent,
                loss);
    }

    /// The same with another idea of too little room.
    public JournalSettings lowAt(long bytes, int percent) {
        return new JournalSettings(
                folder,
                everywhere,
                modes,
                bodyBytes,
                queueBytes,
                unwell,
                keepFor,
                keepBytes,
                bytes,
                percent,
                loss);
    }

    /// How calls to the endpoint are kept; what is accepted for later is always on disk first.
    RecordMode mode(Endpoint endpoint) {
        if (endpoint.accept().isOn()) {
            return RecordMode.AHEAD;
        }
        RecordMode own = modes.get(endpoint.name());
        if (own != null) {
            return own;
        }
        return everywhere == null ? endpoint.record() : everywhere;
    }

    /// The same for a call that came to be like this; a replay goes on from its records.
    RecordMode mode(Endpoint endpoint, Origin origin) {
        return origin instanceof Origin.Replay ? RecordMode.AHEAD : mode(endpoint);
    }

    /// Whether a call that cannot be kept is refused.
    boolean refuses(RecordMode mode, Endpoint endpoint) {
        return switch (unwell) {
            case REFUSE -> true;
            case SERVE -> endpoint.accept().isOn();
            case BY_MODE -> mode == RecordMode.AHEAD;
        };
    }
}
