package dev.hera.wire.accept;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where the key stands that keeps calls in order: `header:x-shop`, `query:shop`, `body:/shop/id`.
///
/// @param name of the header or the parameter, or a JSON pointer
public record OrderKey(From from, String name) {
    /// Which part of the call.
    public enum From {
        HEADER,
        QUERY,
        BODY
    }

    /// Reads the text form; empty when it is none.
    public static Optional<OrderKey> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String name = text.substring(colon + 1);
        return switch (text.substring(0, colon)) {
            case "header" -> Optional.of(new OrderKey(From.HEADER, name.toLowerCase(Locale.ROOT)));
            case "query" -> Optional.of(new OrderKey(From.QUERY, name));
            case "body" -> Optional.of(new OrderKey(From.BODY, name));
            default -> Optional.empty();
        };
    }

    void addFaults(List<String> faults) {
        boolean pointer = from != From.BODY || name.startsWith("/");
        if (name.isBlank() || name.length() > 200 || !pointer) {
            faults.add(
                    "the order key is \"%s\", allowed header:NAME, query:NAME or body:/POINTER"
                            .formatted(this));
        }
    }

    @Override
    public String toString() {
        return from.name().toLowerCase(Locale.ROOT) + ':' + name;
    }
}
