package dev.hera.worker.test;

import dev.hera.wire.Body;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.compare.Difference;
import dev.hera.wire.compare.JsonWalk;
import dev.hera.worker.WorkerBuilder;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// One recorded call in a test of [HeraReplay]: given to a worker's code, its answer is held
/// against the one of then.
///
/// The handler sees the call as a replay gives it: its id and time of then, the caller, and
/// `isReplay`. What it calls is answered from the record; nothing leaves the process.
public final class ReplayedCall {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Kept call;
    private final List<Kept> made;
    private final HeraReplay wanted;
    private final Sameness same;

    ReplayedCall(Kept call, List<Kept> made, HeraReplay wanted) {
        this.call = call;
        this.made = made;
        this.wanted = wanted;
        this.same = new Sameness(Set.of(wanted.alike()));
    }

    /// The call's id.
    public UUID uuid() {
        return call.uuid();
    }

    /// The endpoint's name as announced then.
    public String endpoint() {
        return call.endpoint();
    }

    /// Runs it and holds the answer against that of then.
    ///
    /// @param worker with the endpoint of this call; not started, and needs neither secret nor
    ///     ZooKeeper
    /// @throws AssertionError that names each path which differs
    public void answeredAsThen(WorkerBuilder worker) {
        List<Difference> found = differences(worker);
        if (!found.isEmpty()) {
            throw new AssertionError(
                    found.stream()
                            .map(d -> "  %s was %s, now %s".formatted(d.path(), d.was(), d.now()))
                            .collect(
                                    Collectors.joining(
                                            "\n", this + " is not answered as then:\n", "")));
        }
    }

    /// Runs it; where the answer, and what its handler called, differ from then.
    ///
    /// @param worker as [#answeredAsThen] wants it
    public List<Difference> differences(WorkerBuilder worker) {
        RecordedCalls others = new RecordedCalls(call, made, wanted, same);
        Duration left = Duration.ofMillis(call.invoke().deadlineMs());
        Duration longest = left.compareTo(PATIENCE) > 0 ? left : PATIENCE;
        Frame.Reply reply = worker.run(call.invoke(), longest, others);
        List<Difference> found = new ArrayList<>();
        if (reply instanceof Frame.Answer answer) {
            compare(found, "status", call.status(), answer.status());
            for (String name : wanted.headers()) {
                header(found, name.toLowerCase(Locale.ROOT), answer);
            }
            bodies(found, call.answered(), answer.body());
        } else if (reply instanceof Frame.Failure failure) {
            failed(found, failure);
        }
        found.addAll(others.differences());
        found.removeIf(one -> one.isWithin(List.of(wanted.ignore())));
        return found;
    }

    private static void compare(List<Difference> found, String path, Object was, Object now) {
        if (!was.equals(now)) {
            found.add(new Difference(path, was.toString(), now.toString()));
        }
    }

    private void header(List<Difference> found, String name, Frame.Answer answer) {
        String now = String.join(", ", answer.headers().getOrDefault(name, List.of()));
        if (!same.test(call.header(name), now)) {
            compare(found, "header " + name, call.header(name), now);
        }
    }

    private void failed(List<Difference> found, Frame.Failure failure) {
        if (failure.code() == ErrorCode.NO_SUCH_ENDPOINT) {
            found.add(new Difference("endpoint", call.endpoint(), Difference.ABSENT));
            return;
        }
        int code = failure.code();
        int own = code >= 400 && code <= 599 ? code : 500;
        compare(found, "status", call.status(), code == ErrorCode.INVALID_PARAMS ? 400 : own);
    }

    private void bodies(List<Difference> found, @Nullable Body was, Body now) {
        if (was == null) {
            return;
        }
        if (was instanceof Body.Json && now instanceof Body.Json) {
            found.addAll(JsonWalk.differences(was.toBytes(), now.toBytes(), same));
        } else if (!was.buffer().equals(now.buffer())) {
            compare(found, "body", was.length() + " bytes", now.length() + " other bytes");
        }
    }

    /// Why it cannot be run as it was; empty when it can.
    String unfit() {
        boolean secret = call.isMasked() && !wanted.masked();
        return secret ? "something secret in it was masked (masked = true runs it)" : call.unfit();
    }

    @Override
    public String toString() {
        return call.endpoint() + ' ' + call.uuid() + " (" + call.status() + ')';
    }
}
