package dev.hera.wire.accept;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is checked and changed before an accepted call is written; immutable.
///
/// A plain name is a parameter of the query; one that begins with `/` is a member of a JSON body:
/// a JSON pointer where it is required, a member of the outermost object where it is changed.
///
/// @param required must be there and not empty
/// @param rename old name to new one; both of the query, or both of the body
/// @param drop taken away
/// @param failing what happens to a call that lacks something
public record Screening(
        List<String> required, Map<String, String> rename, List<String> drop, Failing failing) {
    /// What happens to a call that does not pass.
    public enum Failing {
        /// The caller gets 400 and the reason.
        REFUSE,
        /// The caller gets the confirmation; the call is counted and not kept.
        CONFIRM
    }

    /// Nothing is checked, nothing changed.
    public static final Screening NONE =
            new Screening(List.of(), Map.of(), List.of(), Failing.REFUSE);

    private static final int MOST = 64;

    public Screening {
        required = List.copyOf(required);
        rename = Map.copyOf(new TreeMap<>(rename));
        drop = List.copyOf(drop);
    }

    /// Whether there is nothing to do.
    public boolean isEmpty() {
        return required.isEmpty() && rename.isEmpty() && drop.isEmpty();
    }

    void addFaults(List<String> faults) {
        if (required.size() + rename.size() + drop.size() > MOST) {
            faults.add("more than " + MOST + " names are required, renamed and dropped");
        }
        required.forEach(name -> addFault(faults, name, "required"));
        drop.forEach(name -> addMemberFault(faults, name, "dropped"));
        rename.forEach(
                (from, to) -> {
                    addMemberFault(faults, from, "renamed");
                    addMemberFault(faults, to, "renamed");
                    if (isOfBody(from) != isOfBody(to)) {
                        faults.add("\"" + from + "\" cannot move between query and body");
                    }
                    if (drop.contains(from)) {
                        faults.add("\"" + from + "\" is both renamed and dropped");
                    }
                });
    }

    private static void addFault(List<String> faults, String name, String what) {
        if (name.isBlank() || name.equals("/") || name.length() > 200) {
            faults.add("a " + what + " name must have 1..200 characters");
        }
    }

    private static void addMemberFault(List<String> faults, String name, String what) {
        addFault(faults, name, what);
        if (isOfBody(name) && name.indexOf('/', 1) > 0) {
            faults.add(
                    "\"%s\" cannot be %s: only members of the outermost object can"
                            .formatted(name, what));
        }
    }

    /// Whether a name means a member of the body.
    public static boolean isOfBody(String name) {
        return name.startsWith("/");
    }
}
