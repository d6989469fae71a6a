package dev.hera.broker.route;

import dev.hera.broker.route.rank.Odds;

/// Which worker a key belongs to: rendezvous hashing with bounded load. Every broker finds the
/// same one; when a worker comes or goes only its own keys move; and one with too much to do
/// passes keys on.
final class Home {
    private static final double MOST_OVER_MEAN = 1.25;

    private Home() {}

    /// The place the key belongs to now; -1 when nobody may be used.
    static int of(String key, Odds odds, Picker picker) {
        int running = 1;
        double capacity = 0;
        for (int place = 0; place < odds.size(); place++) {
            running += picker.seat(place).worker().own();
            capacity += odds.at(place).weight() > 0 ? odds.at(place).capacity() : 0;
        }
        int best = -1;
        long highest = Long.MIN_VALUE;
        for (int place = 0; place < odds.size(); place++) {
            Worker worker = picker.seat(place).worker();
            double share = odds.at(place).capacity() / capacity;
            boolean hasRoom = worker.own() < Math.ceil(MOST_OVER_MEAN * running * share);
            long score = score(key, worker.id());
            if (odds.at(place).weight() > 0
                    && (best < 0 || score > highest)
                    && hasRoom
                    && picker.mayTake(place)) {
                best = place;
                highest = score;
            }
        }
        return best;
    }

    /// Both hashes mixed (Stafford's variant 13), so that neighbours in one are not in the score.
    private static long score(String key, String worker) {
        long z = (long) key.hashCode() << 32 ^ worker.hashCode() * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
