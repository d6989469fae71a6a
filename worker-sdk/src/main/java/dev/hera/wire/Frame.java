package dev.hera.wire;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One message of the worker link `hera.v1`, each kind a record; immutable.
///
/// A `Request` waits for a `Reply` with the same id; ids are numbers that the asking side counts
/// up, so each direction has its own. A `Note` waits for nothing.
public sealed interface Frame {
    /// A message that waits for a reply.
    sealed interface Request extends Frame {
        long id();
    }

    /// A message that answers a request.
    sealed interface Reply extends Frame {
        long id();
    }

    /// A message that waits for nothing.
    sealed interface Note extends Frame {}

    // ---- worker to broker: greeting -------------------------------------------------------

    /// Who I am and the first SCRAM message.
    record Hello(
            long id,
            String service,
            String instance,
            String version,
            Role role,
            String sdk,
            double cores,
            int slots,
            long memoryLimit,
            String auth)
            implements Request {}

    /// What part a worker plays.
    enum Role {
        LIVE,
        CANDIDATE,
        QUARANTINE
    }

    /// The broker's answer to [Hello]: the SCRAM server's first message.
    record Challenge(long id, String auth) implements Reply {}

    /// The final SCRAM message.
    record Prove(long id, String auth) implements Request {}

    /// The broker's proof, the ids of both, and the limits of the link.
    record Welcome(
            long id,
            String auth,
            String broker,
            String worker,
            int maxFrame,
            int maxBatch,
            int statusPerSecond)
            implements Reply {}

    /// The full set of endpoints; a newer generation replaces an older one whole.
    record Announce(long id, long generation, List<Endpoint> endpoints) implements Request {
        public Announce {
            endpoints = List.copyOf(endpoints);
        }
    }

    /// How many endpoints stand, and which do not and why.
    record Announced(long id, int accepted, List<Refused> refused) implements Reply {
        public Announced {
            refused = List.copyOf(refused);
        }
    }

    /// An endpoint that was not taken.
    record Refused(String endpoint, String why) {}

    // ---- health -----------------------------------------------------------------------------

    /// The broker asks for vitals, every 2 s.
    record StatusAsk(long id) implements Request {}

    /// The worker's vitals, asked for.
    record Status(long id, Vitals vitals) implements Reply {}

    /// The worker's vitals, sent at once because a threshold was crossed.
    record VitalsNote(Vitals vitals) implements Note {}

    // ---- calls ------------------------------------------------------------------------------

    /// A call for the worker. The endpoint's name is the JSON-RPC method.
    ///
    /// @param uuid the call's id
    /// @param attempt 1 for the first
    /// @param path the path as called, percent-encoded; empty for JSON-RPC
    /// @param query the query as called, without `?`; empty when there is none
    /// @param headers allow-listed, names in lower case
    /// @param deadlineMs how long the caller still waits when this is sent
    /// @param receivedAt when the platform got the call
    /// @param root the first call of the chain
    /// @param parent the call that made this one
    /// @param replay made by a replay
    /// @param force run it although you are busy
    /// @param depth how many calls of workers led here; 0 when it came from outside
    record Invoke(
            long id,
            String endpoint,
            UUID uuid,
            int attempt,
            String path,
            String query,
            Map<String, String> headers,
            Body body,
            @Nullable String contentType,
            String caller,
            long deadlineMs,
            Instant receivedAt,
            UUID root,
            @Nullable UUID parent,
            boolean replay,
            boolean force,
            int depth)
            implements Request {
        public Invoke {
            headers = Map.copyOf(headers);
        }

        /// A call that came from outside.
        public Invoke(
                long id,
                String endpoint,
                UUID uuid,
                int attempt,
                String path,
                String query,
                Map<String, String> headers,
                Body body,
                @Nullable String contentType,
                String caller,
                long deadlineMs,
                Instant receivedAt,
                UUID root,
                @Nullable UUID parent,
                boolean replay,
                boolean force) {
            this(
                    id,
                    endpoint,
                    uuid,
                    attempt,
                    path,
                    query,
                    headers,
                    body,
                    contentType,
                    caller,
                    deadlineMs,
                    receivedAt,
                    root,
                    parent,
                    replay,
                    force,
                    0);
        }
    }

    /// A handler's answer.
    ///
    /// @param headers names in lower case; a name may come with several values
    record Answer(
            long id,
            int status,
            Map<String, List<String>> headers,
            Body body,
            @Nullable String contentType,
            Load load)
            implements Reply {
        public Answer {
            headers = Map.copyOf(headers);
        }
    }

    /// A request that failed: a handler's error, a refusal, a wrong message.
    ///
    /// @param load what rode along in `error.data`, null outside of calls
    /// @param told what became of a remote call, null everywhere else
    record Failure(long id, int code, String message, @Nullable Load load, @Nullable Told told)
            implements Reply {
        /// Anything but the end of a remote call.
        public Failure(long id, int code, String message, @Nullable Load load) {
            this(id, code, message, load, null);
        }
    }

    /// What the platform knows of a remote call that ended badly.
    ///
    /// @param uuid the remote call's id
    /// @param outcome `answered`, `not-executed` or `unknown`
    /// @param worker who was asked last; empty when nobody was
    record Told(UUID uuid, String outcome, String worker) {}

    /// The caller gave up; an answer is no longer of use. Either side may say it of what it asked.
    record Cancel(long target) implements Note {}

    // ---- leaving ----------------------------------------------------------------------------

    /// The worker goes: after [Acknowledged] no new call comes.
    record Draining(long id, String reason, long deadlineMs) implements Request {}

    /// The broker goes: dial again after this time, which differs for each worker.
    record LameDuck(long reconnectAfterMs) implements Note {}

    /// Heard and done; the answer to [Draining] and [Settle].
    record Acknowledged(long id) implements Reply {}

    // ---- records and remote calls -----------------------------------------------------------

    /// The worker closes the record of a call: `processed` or `delete`.
    record Settle(long id, UUID uuid, String action, String note) implements Request {}

    /// A remote call: the worker asks the platform to call an endpoint for it.
    ///
    /// Answered with [Answer], whose headers `x-request-uuid`, `hera-outcome`, `hera-broker` and
    /// `hera-worker` say what a caller over HTTP hears, or with [Failure] and what is [Told].
    ///
    /// @param endpoint `METHOD /path`, of which the method counts, or a JSON-RPC name
    /// @param path the path to call, percent-encoded; empty for JSON-RPC
    /// @param deadlineMs how long the worker waits for the answer
    /// @param root the first call of the chain
    /// @param parent the call whose handler asks
    /// @param depth that call's own depth
    /// @param onBehalf the parent's caller must be allowed to call this too, and is its caller
    record RemoteCall(
            long id,
            String endpoint,
            String path,
            String query,
            Map<String, String> headers,
            Body body,
            @Nullable String contentType,
            long deadlineMs,
            UUID root,
            UUID parent,
            int depth,
            boolean onBehalf)
            implements Request {
        public RemoteCall {
            headers = Map.copyOf(headers);
        }
    }

    // ---- what is not for us -----------------------------------------------------------------

    /// A request whose method we do not know: answered with -32601.
    record UnknownRequest(long id, String method) implements Request {}

    /// A notification whose method we do not know: ignored.
    record UnknownNote(String method) implements Note {}

    /// A reply to nothing we asked: counted.
    record Unmatched(long id) implements Reply {}

    /// A message that breaks the protocol.
    ///
    /// @param id its id, or -1 when it has no usable one
    /// @param reply whether the id is one of ours, which this message meant to answer
    /// @param code the JSON-RPC code to answer with
    /// @param why for people
    record Malformed(long id, boolean reply, int code, String why) implements Frame {}
}
