package dev.hera.broker.route.rank;

/// Which worker a key belongs to: rendezvous hashing with bounded load. Every broker finds the
/// same one; when a worker comes or goes only its own keys move; and one with too much to do
/// passes keys on.
public final class Home {
    private static final double MOST_OVER_MEAN = 1.25;

    private Home() {}

    /// The place the key belongs to now; -1 when nobody may be used.
    public static int of(String key, Field field) {
        Odds odds = field.odds();
        int running = 1;
        double capacity = 0;
        for (int place = 0; place < odds.size(); place++) {
            running += field.own(place);
            capacity += odds.pace(place) < Double.POSITIVE_INFINITY ? odds.capacity(place) : 0;
        }
        int best = -1;
        long highest = Long.MIN_VALUE;
        for (int place = 0; place < odds.size(); place++) {
            double share = odds.capacity(place) / capacity;
            boolean hasRoom = field.own(place) < Math.ceil(MOST_OVER_MEAN * running * share);
            long score = score(key, odds.at(place).worker());
            boolean isHigher = best < 0 || score > highest;
            if (hasRoom && isHigher && field.skip(place) == Skip.NONE) {
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
