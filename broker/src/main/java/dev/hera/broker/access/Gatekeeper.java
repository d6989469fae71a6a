package dev.hera.broker.access;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Refusal;

/// Judges whether a call may be made, before anything else looks at it; any thread, no locks.
///
/// A token nobody knows, one that is revoked and one that is mistyped get the same answer.
public final class Gatekeeper {
    private static final Refusal NO_TOKEN =
            new Refusal.Unauthenticated("send a valid token as Authorization: Bearer TOKEN");

    /// Swapped whole by whoever watches ZooKeeper.
    private volatile TokenTable tokens = TokenTable.EMPTY;

    /// Takes a newer table.
    public void replace(TokenTable newer) {
        tokens = newer;
    }

    /// How many tokens are known.
    public int tokens() {
        return tokens.size();
    }

    /// Whether this call may be made, and by whom.
    public Verdict judge(Call call) {
        return switch (call.origin()) {
            case Origin.Http _, Origin.Rpc _ ->
                    judge(call.credential(), Scope.Verb.CALL, call.wanted());
            case Origin.Remote(String service) -> new Verdict.Allowed(new Caller(service));
            case Origin.Delivery _, Origin.Replay _ -> new Verdict.Allowed(Caller.NOBODY);
        };
    }

    /// Whether the credential allows the verb on the endpoint, `*` for no endpoint in particular.
    public Verdict judge(Credential credential, Scope.Verb verb, String endpoint) {
        Token token = credential.isMissing() ? null : tokens.find(credential.reveal());
        if (token == null) {
            return new Verdict.Denied(NO_TOKEN);
        }
        if (!token.allows(verb, endpoint)) {
            return new Verdict.Denied(
                    new Refusal.Forbidden(
                            "token %s may not %s %s".formatted(token.id(), verb.word(), endpoint)));
        }
        return new Verdict.Allowed(new Caller(token.id()));
    }
}
