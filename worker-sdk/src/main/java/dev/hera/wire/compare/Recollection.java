package dev.hera.wire.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/// The calls that a handler made then, with what came of each, in place of those it makes now. Any
/// thread: a handler may ask from several.
///
/// Each is given once, in the order of then: who asked the same twice and got two answers gets the
/// same two again. What was not asked then has no answer, and is a difference.
///
/// @param <A> what came of a call
public final class Recollection<A> {
    private static final int MOST_NAMED = 100;

    private final List<Made<A>> left;
    private final List<String> ignore;
    private final BiPredicate<String, String> alike;
    private final Map<String, String> news = new LinkedHashMap<>();

    /// A call and what came of it.
    public record Made<A>(Asked asked, A outcome) {}

    /// @param made in the order in which they were made
    /// @param ignore JSON paths of bodies whose differences do not count
    /// @param alike which texts of then and now are as good as equal
    public Recollection(
            List<Made<A>> made, List<String> ignore, BiPredicate<String, String> alike) {
        this.left = new ArrayList<>(made);
        this.ignore = List.copyOf(ignore);
        this.alike = alike;
    }

    /// What came of this then; empty when it was not asked, or not so often.
    public synchronized Optional<A> recall(Asked asked) {
        for (int i = 0; i < left.size(); i++) {
            if (asked.isAsThen(left.get(i).asked(), ignore, alike)) {
                return Optional.of(left.remove(i).outcome());
            }
        }
        note(asked, asked.toString());
        return Optional.empty();
    }

    /// Says that a call of then could not be answered as then, and why.
    public synchronized void note(Asked asked, String why) {
        if (news.size() < MOST_NAMED) {
            news.putIfAbsent(path(asked), why);
        }
    }

    private static String path(Asked asked) {
        return "remote " + asked.endpoint();
    }

    /// What is different, by endpoint: asked now and not then, or then and not now.
    public synchronized List<Difference> differences() {
        Map<String, String> missing = new LinkedHashMap<>();
        for (Made<A> one : left) {
            missing.putIfAbsent(path(one.asked()), one.asked().toString());
        }
        List<Difference> all = new ArrayList<>();
        news.forEach(
                (path, now) ->
                        all.add(
                                new Difference(
                                        path, missing.getOrDefault(path, Difference.ABSENT), now)));
        missing.keySet().removeAll(news.keySet());
        missing.forEach((path, was) -> all.add(new Difference(path, was, Difference.ABSENT)));
        return Collections.unmodifiableList(all);
    }
}
