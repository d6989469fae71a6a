package dev.hera.broker.route.aim;

import dev.hera.wire.Frame;

import java.util.Locale;
import java.util.Optional;

/// Which workers may run a call: those of a role, of one service, or one alone.
///
/// @param service whose workers are meant; empty for any
/// @param worker its id; empty for any
public record Aim(Frame.Role role, String service, String worker) {
    /// Where callers' calls go.
    public static final Aim LIVE = new Aim(Frame.Role.LIVE, "", "");

    /// The candidates of one service.
    public static Aim candidates(String service) {
        return new Aim(Frame.Role.CANDIDATE, service, "");
    }

    /// A role by its word; empty when it is none that calls may be aimed at.
    public static Optional<Aim> role(String word) {
        return switch (word) {
            case "live" -> Optional.of(LIVE);
            case "candidate" -> Optional.of(candidates(""));
            default -> Optional.empty();
        };
    }

    /// As an operator writes it.
    public String words() {
        return worker.isEmpty() ? role.name().toLowerCase(Locale.ROOT) : worker;
    }

    /// Whether the worker with this id is meant, which said this of itself.
    public boolean means(Frame.Hello other, String id) {
        return role == other.role()
                && (worker.isEmpty() || worker.equals(id))
                && (service.isEmpty() || service.equals(other.service()));
    }
}
