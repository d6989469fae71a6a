package dev.hera.broker.accept.lane;

import java.time.Instant;

/// How far an accepted call has come; immutable, written to disk at each change that counts.
///
/// @param attempts executions begun, over the whole life of the call
/// @param forgiven attempts that do not count because the call was sent again by hand
/// @param deaths workers that died with it in flight; sent by hand, it has one left
/// @param since when it came to stand so; for a waiting call, when its age begins
/// @param why the reason, for people
public record Progress(
        Standing standing, int attempts, int forgiven, int deaths, Instant since, String why) {
    /// Where a call stands that is not settled.
    public enum Standing {
        /// Waits for its turn, or for the end of a pause.
        PENDING,
        /// Is with a worker, or was when the broker ended.
        DELIVERING,
        /// Was given up; an operator may send it again.
        PARKED,
        /// Was in flight at two workers' deaths; an operator may send it again.
        QUARANTINED
    }

    /// Accepted now.
    public static Progress accepted(Instant at) {
        return new Progress(Standing.PENDING, 0, 0, 0, at, "");
    }

    /// An attempt begins; it is counted before it runs.
    Progress begun() {
        return new Progress(Standing.DELIVERING, attempts + 1, forgiven, deaths, since, why);
    }

    /// The attempt did not take place.
    Progress undone() {
        return new Progress(Standing.PENDING, attempts - 1, forgiven, deaths, since, why);
    }

    /// It waits again.
    Progress again(int deaths, String why) {
        return new Progress(Standing.PENDING, attempts, forgiven, deaths, since, why);
    }

    /// It is given up.
    Progress ended(Standing standing, int deaths, Instant at, String why) {
        return new Progress(standing, attempts, forgiven, deaths, at, why);
    }

    /// An operator sends it again: young, with all attempts before it, a suspect if it was one.
    public Progress sentAgain(Instant at) {
        int suspicion = Math.min(deaths, Judge.DEATHS - 1);
        return new Progress(Standing.PENDING, attempts, attempts, suspicion, at, "sent again");
    }

    /// As it is after a start: what was with a worker may have run, so the attempt counts.
    Progress found() {
        return standing == Standing.DELIVERING
                ? again(deaths, "the broker ended while it was delivered")
                : this;
    }

    /// Attempts that count against the limit.
    int counted() {
        return attempts - forgiven;
    }
}
