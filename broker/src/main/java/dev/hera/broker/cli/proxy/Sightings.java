package dev.hera.broker.cli.proxy;

import dev.hera.broker.cli.proxy.Readiness.Word;
import dev.hera.broker.cli.proxy.Slot.State;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// What is known of each place where a broker is or was; owned by the thread of the sync.
///
/// A node that vanishes is not yet a broker that is gone: sessions expire under brokers that serve
/// well. So a vanished one that still says ready keeps its calls for a while, one that is not
/// ready gets no new ones at once, and its slot is freed a moment later.
final class Sightings {
    /// How long a silent broker may be without a node before its slot is freed.
    static final Duration GONE = Duration.ofSeconds(2);

    /// How long a broker without a node keeps its calls while it says ready.
    static final Duration TRUSTED = Duration.ofSeconds(10);

    private final Map<String, Place> places = new HashMap<>();

    /// @param vanishedAt nanoseconds when the node was first missed; without meaning while seen
    private record Place(boolean seen, long vanishedAt) {}

    /// Takes in which places ZooKeeper names and which ones HAProxy has.
    void look(Collection<String> named, Collection<String> served, long now) {
        served.forEach(place -> places.putIfAbsent(place, new Place(false, now)));
        places.replaceAll(
                (place, known) -> {
                    if (named.contains(place)) {
                        return new Place(true, 0);
                    }
                    return known.seen() ? new Place(false, now) : known;
                });
        named.forEach(place -> places.putIfAbsent(place, new Place(true, 0)));
    }

    /// Every place worth asking.
    List<String> places() {
        return places.keySet().stream().sorted().toList();
    }

    /// What should become of the slots, by what the brokers said; forgets who is gone.
    List<Wish> wishes(Map<String, Word> words, long now) {
        List<Wish> wishes = new ArrayList<>();
        for (String place : places()) {
            Place known = places.getOrDefault(place, new Place(false, now));
            Word word = words.getOrDefault(place, Word.SILENT);
            if (known.seen()) {
                addSeen(wishes, place, word);
            } else {
                wishes.add(new Wish(place, vanished(word, now - known.vanishedAt())));
            }
        }
        forget(wishes);
        return wishes;
    }

    /// Silence of a broker whose node stands changes nothing: HAProxy's checks see it too, and a
    /// machine without breath must not lose all its brokers at once.
    private static void addSeen(List<Wish> wishes, String place, Word word) {
        switch (word) {
            case READY -> wishes.add(new Wish(place, State.READY));
            case UNREADY -> wishes.add(new Wish(place, State.DRAIN));
            case SILENT -> {}
        }
    }

    private static State vanished(Word word, long nanos) {
        boolean ready = word == Word.READY;
        if (nanos >= (ready ? TRUSTED : GONE).toNanos()) {
            return State.MAINT;
        }
        return ready ? State.READY : State.DRAIN;
    }

    private void forget(List<Wish> wishes) {
        Iterator<Wish> all = wishes.iterator();
        while (all.hasNext()) {
            Wish wish = all.next();
            if (wish.state() == State.MAINT) {
                places.remove(wish.place());
            }
        }
    }
}
