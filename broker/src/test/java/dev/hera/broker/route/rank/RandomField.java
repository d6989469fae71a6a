package dev.hera.broker.route.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A field where everything is a throw of the dice, thrown once per place.
final class RandomField implements Field {
    private final Odds odds;
    private final List<Candidate> seen = new ArrayList<>();
    private final List<Skip> skips = new ArrayList<>();
    private final List<Double> acceptance = new ArrayList<>();
    private final int hint;
    private final int tried;

    RandomField(Odds odds, Random dice) {
        this.odds = odds;
        for (int place = 0; place < odds.size(); place++) {
            skips.add(
                    dice.nextInt(4) == 0
                            ? List.of(Skip.values()).get(dice.nextInt(10))
                            : Skip.NONE);
            acceptance.add(dice.nextInt(5) == 0 ? dice.nextDouble() : 1.0);
            seen.add(candidate(odds, place, dice));
        }
        this.hint = dice.nextInt(odds.size() + 1) - 1;
        this.tried = dice.nextInt(4);
    }

    private static Candidate candidate(Odds odds, int place, Random dice) {
        return new Candidate(
                place,
                odds.at(place).worker(),
                Candidate.Source.ALL,
                dice.nextInt(4),
                dice.nextInt(6),
                dice.nextInt(1_001),
                dice.nextInt(3_000),
                1 + dice.nextInt(8_000),
                500 + dice.nextInt(3_000),
                dice.nextInt(3) == 0 ? dice.nextInt(9_000) : 0,
                dice.nextInt(2) * dice.nextInt(500));
    }

    @Override
    public Odds odds() {
        return odds;
    }

    @Override
    public Skip skip(int place) {
        return skips.get(place);
    }

    @Override
    public double acceptance(int place) {
        return acceptance.get(place);
    }

    @Override
    public int own(int place) {
        return seen.get(place).own();
    }

    @Override
    public int hint() {
        return hint;
    }

    @Override
    public int idlest(int first) {
        return hint >= 0 ? first : -1;
    }

    @Override
    public int sticky() {
        return -1;
    }

    @Override
    public int tried() {
        return tried;
    }

    @Override
    public int[] again() {
        return tried < Decision.FORCED_AFTER ? new int[0] : new int[] {0};
    }

    @Override
    public Candidate look(int place, Candidate.Source source) {
        Candidate c = seen.get(place);
        return new Candidate(
                place,
                c.worker(),
                source,
                c.own(),
                c.others(),
                c.fresh(),
                c.prior(),
                c.capacity(),
                c.slow(),
                c.silence(),
                c.distance());
    }
}
