package dev.hera.broker.access;

import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Refusal;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// Says who calls and whether they may; reads two tables, holds nothing, any thread.
///
/// Unknown and revoked tokens get one and the same answer. Counting bad tries is the door's job,
/// since only the door knows where they come from.
public final class Gatekeeper {
    private static final Verdict UNKNOWN =
            denied(
                    new Refusal.Unauthenticated(
                            "A valid token is needed, sent as 'Authorization: Bearer TOKEN'."));

    private static final Verdict PLATFORM = new Verdict.Allowed(new Caller("platform"));

    private final Supplier<TokenTable> tokens;
    private final Supplier<WorkerTable> workers;

    /// @param tokens the newest table of tokens
    /// @param workers the newest table of services
    public Gatekeeper(Supplier<TokenTable> tokens, Supplier<WorkerTable> workers) {
        this.tokens = tokens;
        this.workers = workers;
    }

    /// Whether this call may be made. Deliveries and replays were judged when they were asked for.
    public Verdict judge(Call call) {
        return switch (call.origin()) {
            case Origin.Http _, Origin.Rpc _ -> caller(call);
            case Origin.Remote remote -> remote(call, remote);
            case Origin.Delivery _, Origin.Replay _ -> PLATFORM;
        };
    }

    private Verdict caller(Call call) {
        Token token = known(call.credential());
        if (token == null) {
            return UNKNOWN;
        }
        Scope.Verb verb = call.later() ? Scope.Verb.ASYNC : Scope.Verb.CALL;
        Scope scope = token.granting(verb, call.method(), call.target());
        return scope == null
                ? forbidden(token.id(), verb.word() + ' ' + call.wanted())
                : new Verdict.Allowed(new Caller(token.id(), scope.toString()));
    }

    /// Never more than the asking service may; on behalf of a caller, never more than both may.
    private Verdict remote(Call call, Origin.Remote remote) {
        if (remote.depth() > Origin.Remote.MAX_DEPTH) {
            return denied(
                    new Refusal.Forbidden(
                            "a chain of calls is at most %d deep; look for a loop below call %s"
                                    .formatted(Origin.Remote.MAX_DEPTH, call.root())));
        }
        Verdict own = worker(call, remote.service());
        if (remote.behalf().isEmpty() || own instanceof Verdict.Denied) {
            return own;
        }
        return call.credential().isMissing() ? worker(call, remote.behalf()) : caller(call);
    }

    private Verdict worker(Call call, String service) {
        WorkerCredential credential = workers.get().find(service);
        Reach reach = credential == null ? null : credential.granting(call.method(), call.target());
        return reach != null
                ? new Verdict.Allowed(new Caller(service, "remote " + reach))
                : forbidden(service, "call " + call.wanted());
    }

    /// Whether the bearer may see the page (`ADMIN_READ`) or change things (`ADMIN_WRITE`).
    public Verdict admin(Credential credential, Scope.Verb verb) {
        return holds(credential, verb);
    }

    /// Whether the bearer may see results of its own calls; whose they are is the door's question.
    public Verdict readOwn(Credential credential) {
        return holds(credential, Scope.Verb.READ_OWN);
    }

    /// Whether the holder of this token may replay calls to this endpoint.
    ///
    /// @param endpoint as announced: `POST /0/metrics-api`, or `sum`
    public Verdict replay(String tokenId, String endpoint) {
        Token token = tokens.get().byId(tokenId);
        if (token == null) {
            return UNKNOWN;
        }
        boolean may =
                token.scopes().stream()
                        .anyMatch(
                                scope ->
                                        scope.verb() == Scope.Verb.REPLAY
                                                && scope.reach().covers(endpoint));
        return may ? allowed(token) : forbidden(token.id(), "replay " + endpoint);
    }

    private Verdict holds(Credential credential, Scope.Verb verb) {
        Token token = known(credential);
        if (token == null) {
            return UNKNOWN;
        }
        return token.allows(verb) ? allowed(token) : forbidden(token.id(), verb.word());
    }

    /// Whether the credential is any good, whatever for.
    public boolean knows(Credential credential) {
        return known(credential) != null;
    }

    /// What a broker shows to another when it asks for the bearer; null when nobody knows it.
    public @Nullable Pass pass(Credential credential) {
        Token token = known(credential);
        return token == null ? null : Pass.of(token.id(), token.sha256());
    }

    /// The pass that another broker's question should have been signed with, when the token is good
    /// for that; null when it is not.
    public @Nullable Pass pass(String tokenId, Scope.Verb verb) {
        Token token = tokens.get().byId(tokenId);
        return token == null || !token.allows(verb) ? null : Pass.of(token.id(), token.sha256());
    }

    private @Nullable Token known(Credential credential) {
        return credential.isMissing() ? null : tokens.get().find(credential.reveal());
    }

    private static Verdict allowed(Token token) {
        return new Verdict.Allowed(new Caller(token.id()));
    }

    private static Verdict forbidden(String who, String wanted) {
        return denied(new Refusal.Forbidden("'%s' has no scope for: %s".formatted(who, wanted)));
    }

    private static Verdict denied(Refusal refusal) {
        return new Verdict.Denied(refusal);
    }
}
