package dev.hera.broker.replay;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.replay.keep.Phase;
import dev.hera.broker.replay.keep.Progress;
import dev.hera.broker.replay.keep.ReplayFolder;
import dev.hera.broker.replay.plan.Flag;
import dev.hera.broker.replay.plan.Forecast;
import dev.hera.broker.replay.plan.Ids;
import dev.hera.broker.replay.plan.Plan;
import dev.hera.broker.replay.plan.Planner;
import dev.hera.broker.replay.plan.Wanted;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// The replays of one broker: planned, running, over. Any thread; what changes one takes the lock.
public final class Replays implements AutoCloseable {
    private static final int MOST = 200;

    private final Ground ground;
    private final ReplayFolder folder;
    private final Planner planner;
    private final Map<String, Standing> all = new ConcurrentSkipListMap<>();

    /// One replay.
    ///
    /// @param kept as it lies on disk, when it does not run
    /// @param run null when it does not run
    private record Standing(Plan plan, Progress kept, @Nullable Run run) {
        ReplayView view() {
            return run == null ? new ReplayView(plan, kept, 0, 0, "") : run.view();
        }
    }

    /// What came of wanting something.
    public sealed interface Said {
        /// It is so.
        record Done(ReplayView view) implements Said {}

        /// It is not, and why.
        record Refused(String why) implements Said {}

        /// There is no such replay here.
        record Unknown() implements Said {}
    }

    public Replays(Ground ground, ReplayFolder folder, Finder finder) {
        this.ground = ground;
        this.folder = folder;
        this.planner = new Planner(ground.originals(), finder, ground.router());
    }

    /// Reads what is on disk and goes on with what was running.
    public synchronized void start() {
        for (ReplayFolder.Kept kept : folder.all()) {
            Phase phase = kept.progress().phase();
            if (phase.hasBegun() && !phase.isOver()) {
                run(kept.plan(), kept.progress());
            } else {
                all.put(kept.plan().id(), new Standing(kept.plan(), kept.progress(), null));
            }
        }
    }

    /// Plans a replay; nothing is sent.
    ///
    /// @param by the token id of who asks
    public Said plan(String by, Wanted wanted) {
        String id = ground.ids().next().toString();
        Instant now = ground.ids().now();
        return switch (planner.plan(
                id, by, now, wanted, ids -> sentBefore(by, wanted.target(), ids))) {
            case Planner.Planned.Bad(String why) -> new Said.Refused(why);
            case Planner.Planned.Good(Plan plan, Ids ids) -> keep(plan, ids);
        };
    }

    private synchronized Said keep(Plan plan, Ids ids) {
        if (!makeRoom()) {
            return new Said.Refused(MOST + " replays are running or paused; end some");
        }
        Progress progress = Progress.planned(plan.wanted().perSecond());
        folder.add(plan, ids, progress);
        Standing standing = new Standing(plan, progress, null);
        all.put(plan.id(), standing);
        return new Said.Done(standing.view());
    }

    /// The oldest that does not run goes; one that was never started first.
    private boolean makeRoom() {
        if (all.size() < MOST) {
            return true;
        }
        List<Standing> old = new ArrayList<>(all.values());
        Optional<Standing> goes =
                first(old, Phase.PLANNED::equals).or(() -> first(old, Phase::isOver));
        goes.ifPresent(
                one -> {
                    all.remove(one.plan().id());
                    folder.remove(one.plan().id());
                });
        return goes.isPresent();
    }

    private static Optional<Standing> first(List<Standing> all, Predicate<Phase> which) {
        return all.stream().filter(one -> which.test(one.view().progress().phase())).findFirst();
    }

    /// How many of these calls an earlier replay has sent to the same target, or is about to, here
    /// or at another broker.
    private int sentBefore(String by, String target, Ids ids) {
        if (ids.size() == 0) {
            return 0;
        }
        Set<CallId> mine = ids.set();
        CallId first = Collections.min(mine);
        CallId last = Collections.max(mine);
        sent(target, first, last).forEach(mine::remove);
        ground.originals().others().sent(target, first, last, by).forEach(mine::remove);
        return ids.size() - mine.size();
    }

    /// Those calls from one to another that replays of this broker have sent to this target, or are
    /// about to.
    public Set<CallId> sent(String target, CallId from, CallId to) {
        Set<CallId> sent = new HashSet<>();
        for (Standing one : all.values()) {
            Progress progress = one.view().progress();
            if (progress.phase().hasBegun() && one.plan().wanted().target().equals(target)) {
                Ids theirs = folder.ids(one.plan().id());
                boolean cut = progress.phase() == Phase.CANCELLED;
                IntStream.range(0, cut ? progress.cursor() : theirs.size())
                        .mapToObj(theirs::at)
                        .filter(call -> call.compareTo(from) >= 0 && call.compareTo(to) <= 0)
                        .forEach(sent::add);
            }
        }
        return sent;
    }

    /// Starts one that is planned.
    public synchronized Said begin(String id) {
        Standing standing = all.get(id);
        if (standing == null) {
            return new Said.Unknown();
        }
        if (standing.view().progress().phase().hasBegun()) {
            return new Said.Refused("replay " + id + " was started before; plan another");
        }
        String why = obstacle(standing.plan());
        if (!why.isEmpty()) {
            return new Said.Refused(why);
        }
        return new Said.Done(
                run(standing.plan(), standing.kept().started(ground.ids().now())).view());
    }

    /// Why a plan may not be started; empty when it may.
    private String obstacle(Plan plan) {
        Wanted wanted = plan.wanted();
        Forecast forecast = plan.forecast();
        if (forecast.sendable() == 0) {
            return "no call can be sent: %d found, left out %s"
                    .formatted(forecast.found(), forecast.leftOut());
        }
        if (forecast.effects() > 0 && !wanted.has(Flag.EFFECTS)) {
            return ("%d of %d calls may have run already and their endpoints are not idempotent;"
                            + " plan with the flag effects to run them once more")
                    .formatted(forecast.effects(), forecast.sendable());
        }
        int before = sentBefore(plan.by(), wanted.target(), folder.ids(plan.id()));
        if (before > 0 && !wanted.has(Flag.AGAIN)) {
            return ("%d of %d calls were sent to %s by an earlier replay;"
                            + " plan with the flag again to send them once more")
                    .formatted(before, forecast.sendable(), wanted.target());
        }
        return "";
    }

    private Standing run(Plan plan, Progress progress) {
        Run run = new Run(ground, folder, plan, folder.ids(plan.id()), progress);
        folder.keep(plan.id(), run.view().progress());
        Standing standing = new Standing(plan, progress, run);
        all.put(plan.id(), standing);
        run.start();
        return standing;
    }

    /// Turns one that was started: paused, running again, or cancelled.
    public synchronized Said turn(String id, Phase phase) {
        Standing standing = all.get(id);
        if (standing == null) {
            return new Said.Unknown();
        }
        Run run = standing.run();
        return run != null && run.turn(phase)
                ? new Said.Done(run.view())
                : new Said.Refused(
                        "replay %s is %s".formatted(id, standing.view().progress().phase().word()));
    }

    /// Changes the rate of one that was started.
    public synchronized Said rate(String id, double perSecond) {
        Standing standing = all.get(id);
        if (standing == null) {
            return new Said.Unknown();
        }
        Run run = standing.run();
        if (!Wanted.isPace(perSecond)) {
            return new Said.Refused("perSecond is 0 for as fast as there is room, or to 100000");
        }
        return run != null && run.rate(perSecond)
                ? new Said.Done(run.view())
                : new Said.Refused("replay " + id + " does not run");
    }

    /// One of them.
    public Optional<ReplayView> find(String id) {
        return Optional.ofNullable(all.get(id)).map(Standing::view);
    }

    /// All of them, the oldest first.
    public List<ReplayView> views() {
        return all.values().stream().map(Standing::view).toList();
    }

    /// Which call was sent for each of those at these places; those that were not sent are left
    /// out.
    ///
    /// @param most how many places are looked at
    public List<Pair> pairs(String id, int from, int most) {
        Optional<ReplayView> view = find(id);
        List<Pair> pairs = new ArrayList<>();
        if (view.isEmpty() || !view.get().progress().phase().hasBegun()) {
            return pairs;
        }
        Ids ids = folder.ids(id);
        Instant startedAt = Instant.parse(view.get().progress().startedAt());
        Twins twins = new Twins(id, startedAt, ground.ids().broker());
        int end = (int) Math.min(ids.size(), (long) from + most);
        for (int place = from; place < end; place++) {
            CallId original = ids.at(place);
            CallId twin = twins.of(place, original, "");
            ground.find(twin)
                    .ifPresent(record -> pairs.add(new Pair(original, twin, record.word())));
        }
        return pairs;
    }

    /// A call and what was sent for it.
    ///
    /// @param word how that ended, or `running`
    public record Pair(CallId original, CallId replay, String word) {}

    /// No more calls are sent; those under way may end. What is left goes on after the next start.
    @Override
    public synchronized void close() {
        all.values().stream().map(Standing::run).filter(run -> run != null).forEach(Run::close);
    }
}
