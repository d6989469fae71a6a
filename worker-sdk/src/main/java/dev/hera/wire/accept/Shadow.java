package dev.hera.wire.accept;

import java.util.List;
import java.util.Optional;

/// A second service that gets a share of an endpoint's stream, written `service@share`.
///
/// Its workers announce the same endpoint and play the role `candidate`. They get copies of calls
/// that others have answered; an operator can exchange the two services.
///
/// @param share of the calls, above 0 and at most 1
public record Shadow(String service, double share) {
    /// Reads the text form; empty when it is none.
    public static Optional<Shadow> parse(String text) {
        int at = text.lastIndexOf('@');
        try {
            return at < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Shadow(
                                    text.substring(0, at),
                                    Double.parseDouble(text.substring(at + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void addFaults(List<String> faults) {
        boolean named =
                !service.isEmpty()
                        && service.length() <= 64
                        && service.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '@');
        if (!named || !(share > 0 && share <= 1)) {
            faults.add(
                    "the shadow is \"%s\", allowed SERVICE@SHARE with a share above 0 to 1"
                            .formatted(this));
        }
    }

    @Override
    public String toString() {
        return service + '@' + share;
    }
}
