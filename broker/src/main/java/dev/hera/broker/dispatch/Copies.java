package dev.hera.broker.dispatch;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.Opened;
import dev.hera.broker.journal.Recording;
import dev.hera.broker.journal.Unwell;
import dev.hera.broker.route.Route;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.aim.Aim;
import dev.hera.broker.route.watch.RetryBudget;

/// Runs calls that have ended once more, as copies: nothing of them is recorded or counted, and no
/// retry of other calls is used up. Runs on the copy's own thread, which it may block.
public final class Copies {
    private final Router router;
    private final Underway underway;
    private final Journal unkept = Journal.counting();
    private final RetryBudget retries = new RetryBudget(System::nanoTime);

    /// @param underway shared with all other calls: a copy's handler makes calls too
    public Copies(Router router, Underway underway) {
        this.router = router;
        this.underway = underway;
    }

    /// Runs one.
    ///
    /// @param service whose candidates run it; empty for live workers
    public Outcome run(Call call, Caller caller, String service) {
        Route live = router.resolve(call).orElse(null);
        if (live == null) {
            return Untried.nowhere(call);
        }
        Route route = service.isEmpty() ? live : live.to(Aim.candidates(service));
        return switch (unkept.open(call, caller, route.endpoint())) {
            case Unwell(Refusal.JournalUnwell why) -> Untried.of(call, why);
            case Opened.Known(Outcome outcome) -> outcome;
            case Recording recording -> travelled(call, caller, route, recording);
        };
    }

    /// A copy's time begins when it does, whenever its call came in.
    private Outcome travelled(Call call, Caller caller, Route route, Recording recording) {
        Deadline deadline = Deadline.after(route.endpoint().timeout(), System.nanoTime());
        Journey journey = new Journey(call, caller, route, deadline, recording);
        try (recording) {
            Outcome outcome = underway.travel(journey, null, router, retries);
            recording.complete(outcome);
            return outcome;
        }
    }
}
