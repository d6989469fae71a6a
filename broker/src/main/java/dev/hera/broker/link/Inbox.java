package dev.hera.broker.link;

import dev.hera.broker.link.flow.LinkTally;
import dev.hera.broker.link.flow.PendingCalls;
import dev.hera.broker.link.flow.Strikes;
import dev.hera.broker.route.Line;
import dev.hera.wire.Endpoint;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Vitals;
import dev.hera.wire.codec.ReplyKind;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// What a proved worker says, frame by frame, on the thread that reads its link.
///
/// Only what the worker asks of the platform leaves this thread. Each method returns why the link
/// must be cut, or an empty text.
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final String GO_ON = "";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final WorkerLink link;
    private final LinkDesk desk;
    private final Strikes foreign = new Strikes(20, MINUTE);
    private final Strikes nonsense = new Strikes(100, MINUTE);
    private final Strikes changes = new Strikes(60, MINUTE);

    Inbox(WorkerLink link, LinkDesk desk) {
        this.link = link;
        this.desk = desk;
    }

    /// What a reply with this id would be.
    ReplyKind kind(long id) {
        ReplyKind kind = link.pending().kind(id);
        return kind == ReplyKind.NONE && link.vitals().isAsked(id) ? ReplyKind.STATUS : kind;
    }

    /// Takes one frame.
    String take(Frame frame) {
        return switch (frame) {
            case Frame.Reply reply -> reply(reply);
            case Frame.Request request -> request(request);
            case Frame.Note note -> note(note);
            case Frame.Malformed malformed -> malformed(malformed);
        };
    }

    private String reply(Frame.Reply reply) {
        return switch (reply) {
            case Frame.Answer f -> answer(f.id(), new Line.Reply.Answered(f));
            case Frame.Failure f when link.vitals().isAsked(f.id()) -> badStatus(f.id());
            case Frame.Failure f -> answer(f.id(), new Line.Reply.Failed(f));
            case Frame.Status f -> status(f);
            case Frame.Unmatched f -> unmatched(link.pending().unmatched(f.id()));
            case Frame.Challenge f -> unmatched(link.pending().unmatched(f.id()));
            case Frame.Welcome f -> unmatched(link.pending().unmatched(f.id()));
            case Frame.Announced f -> unmatched(link.pending().unmatched(f.id()));
            case Frame.Acknowledged f -> unmatched(link.pending().unmatched(f.id()));
        };
    }

    private String answer(long id, Line.Reply reply) {
        return unmatched(link.pending().answer(id, reply));
    }

    private String unmatched(PendingCalls.Match match) {
        return switch (match) {
            case WAITING -> GO_ON;
            case LATE -> {
                desk.tally().count(LinkTally.What.LATE_ANSWER);
                yield GO_ON;
            }
            case FOREIGN -> {
                desk.tally().count(LinkTally.What.FOREIGN_REPLY);
                yield foreign.strike(now()) ? "more than 20 replies a minute to nothing" : GO_ON;
            }
        };
    }

    private String status(Frame.Status status) {
        heard(status.id());
        return vitals(status.vitals());
    }

    private void heard(long id) {
        OptionalLong took = link.vitals().answered(id, now());
        took.ifPresent(
                nanos -> desk.events().ping().accept(link.worker(), Duration.ofNanos(nanos)));
    }

    private String badStatus(long id) {
        heard(id);
        return badVitals();
    }

    private String badVitals() {
        desk.tally().count(LinkTally.What.BAD_VITALS);
        return nonsense.strike(now()) ? "more than 100 bad messages a minute" : GO_ON;
    }

    private String vitals(Vitals vitals) {
        if (link.vitals().accepts(vitals, now())) {
            desk.events().vitals().accept(link.worker(), vitals);
        } else {
            desk.tally().count(LinkTally.What.DROPPED_VITALS);
        }
        return GO_ON;
    }

    private String note(Frame.Note note) {
        return switch (note) {
            case Frame.VitalsNote f -> vitals(f.vitals());
            case Frame.Cancel f -> {
                link.questions().cancel(f.target());
                yield GO_ON;
            }
            case Frame.LameDuck _, Frame.UnknownNote _ -> GO_ON;
        };
    }

    private String malformed(Frame.Malformed f) {
        if (f.reply() && link.vitals().isAsked(f.id())) {
            return badStatus(f.id());
        }
        desk.tally().count(LinkTally.What.MALFORMED);
        if (f.reply()) {
            String why = "the answer breaks the protocol: " + f.why();
            return answer(
                    f.id(),
                    new Line.Reply.Failed(
                            new Frame.Failure(f.id(), ErrorCode.PARSE_ERROR, why, null)));
        }
        if (f.id() >= 0 || f.code() != ErrorCode.INVALID_PARAMS) {
            link.send(f);
        }
        return badVitals();
    }

    private String request(Frame.Request request) {
        switch (request) {
            case Frame.Announce f -> {
                announce(f);
                return changed();
            }
            case Frame.Draining f -> {
                desk.events().draining().accept(link.worker());
                link.drained(new Frame.Acknowledged(f.id()));
                return changed();
            }
            case Frame.RemoteCall f -> {
                var asker = new WorkerAsks.Asker(link.worker(), link.hello().service());
                ask(f.id(), () -> desk.asks().call().apply(asker, f));
            }
            case Frame.Settle f ->
                    ask(f.id(), () -> desk.asks().settle().apply(link.hello().service(), f));
            case Frame.UnknownRequest f -> link.send(WorkerAsks.notHere(f.id(), f.method()));
            case Frame.Invoke f -> link.send(WorkerAsks.notHere(f.id(), f.endpoint()));
            case Frame.StatusAsk f -> link.send(WorkerAsks.notHere(f.id(), "hera.status"));
            case Frame.Hello f -> link.send(WorkerAsks.notHere(f.id(), "hera.hello"));
            case Frame.Prove f -> link.send(WorkerAsks.notHere(f.id(), "hera.prove"));
        }
        return GO_ON;
    }

    /// Every change makes a new routing table.
    private String changed() {
        return changes.strike(now()) ? "more than 60 changes a minute" : GO_ON;
    }

    private void announce(Frame.Announce announce) {
        List<Endpoint> allowed = new ArrayList<>(announce.endpoints().size());
        List<Frame.Refused> refused = new ArrayList<>();
        for (Endpoint endpoint : announce.endpoints()) {
            if (link.credential().allows(endpoint.name())) {
                allowed.add(endpoint);
            } else {
                String why =
                        "%d: not among the endpoints of service %s"
                                .formatted(ErrorCode.NOT_YOURS, link.hello().service());
                refused.add(new Frame.Refused(endpoint.name(), why));
            }
        }
        List<Frame.Refused> other =
                desk.events().announced().announced(link.worker(), announce.generation(), allowed);
        refused.addAll(other);
        link.send(new Frame.Announced(announce.id(), allowed.size() - other.size(), refused));
    }

    /// Runs what the worker asks on a thread of its own, so that it never holds up the link.
    private void ask(long id, Supplier<Frame.Reply> question) {
        String name = "hera-ask-" + link.worker();
        if (!link.questions().start(id, name, () -> answered(id, question), link::send)) {
            link.send(new Frame.Failure(id, ErrorCode.BUSY, "too many calls through us", null));
        }
    }

    private Frame.Reply answered(long id, Supplier<Frame.Reply> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            LOG.error("a request of worker {} failed", link.worker(), e);
            return new Frame.Failure(id, ErrorCode.INTERNAL_ERROR, "the platform failed", null);
        }
    }

    private long now() {
        return desk.nanos().getAsLong();
    }
}
