package dev.hera.wire.accept;

import java.util.ArrayList;
import java.util.List;

/// Whether and how calls of an endpoint are accepted now and delivered later; immutable.
///
/// @param when which calls are accepted
/// @param confirmation what the caller hears once the call is on disk
/// @param screening what is checked and changed before it is written
/// @param delivery at what pace it is delivered and what happens when that fails
public record Acceptance(
        When when, Confirmation confirmation, Screening screening, Delivery delivery) {
    /// Which calls are accepted.
    public enum When {
        /// None: every call is answered.
        NEVER,
        /// Those with `Prefer: respond-async`; the others are answered.
        ASKED,
        /// Every call.
        ALWAYS,
        /// A policy that does not say; it is refused.
        UNSAID
    }

    /// Calls are answered, none is accepted.
    public static final Acceptance NONE =
            new Acceptance(When.NEVER, Confirmation.USUAL, Screening.NONE, Delivery.USUAL);

    /// Every call is accepted, all the rest as usual.
    public static final Acceptance USUAL =
            new Acceptance(When.ALWAYS, Confirmation.USUAL, Screening.NONE, Delivery.USUAL);

    /// Whether some calls are accepted.
    public boolean isOn() {
        return when != When.NEVER;
    }

    /// Whether a call is accepted.
    ///
    /// @param asked the caller asks for it
    public boolean takes(boolean asked) {
        return when == When.ALWAYS || (when == When.ASKED && asked);
    }

    /// What is wrong with the policy, in words; empty when it can hold.
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (when == When.UNSAID) {
            faults.add(
                    "accept says how but not when: with \"when\": \"always\" every call is"
                            + " accepted, with \"asked\" those that prefer respond-async, the rest"
                            + " answered");
        }
        confirmation.addFaults(faults);
        screening.addFaults(faults);
        delivery.addFaults(faults);
        return faults;
    }
}
