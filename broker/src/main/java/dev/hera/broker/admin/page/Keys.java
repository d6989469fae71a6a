package dev.hera.broker.admin.page;

import dev.hera.broker.access.Reach;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Token;
import dev.hera.broker.access.TokenTable;
import dev.hera.broker.access.WorkerTable;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The keys of the platform as this broker knows them, and what can be done with them.
///
/// @param tokens all tokens
/// @param services the secrets of services
/// @param makeToken gives the text of a new token of this id
/// @param makeSecret gives the text of a new secret of a service
/// @param revokeToken takes a token back
/// @param revokeSecret takes the secret of this service back
public record Keys(
        Supplier<TokenTable> tokens,
        Supplier<WorkerTable> services,
        BiFunction<String, List<Scope>, String> makeToken,
        BiFunction<String, Allowed, String> makeSecret,
        Consumer<Token> revokeToken,
        Consumer<String> revokeSecret) {

    /// What the workers of a service may announce, and what they may call.
    public record Allowed(List<Reach> announce, List<Reach> call) {
        public Allowed {
            announce = List.copyOf(announce);
            call = List.copyOf(call);
        }
    }

    /// What is kept of the keys cannot be changed now; the message is for people.
    public static final class Unwell extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unwell(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
