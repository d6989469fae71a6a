package dev.hera.broker.route.rank;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// The fast half of the rule: draws a few workers and keeps the cheapest. Pure: the field, the
/// random numbers and nothing else decide.
///
/// @param strategy how many are compared
public record Ranking(Strategy strategy) {
    private static final int MOST_TRIES = 8;

    /// How a worker is chosen.
    public enum Strategy {
        /// The rule: the cheapest of three draws and a hint, of all when there are few.
        LEAST_COST(3, 4),
        /// The cheapest of all, however many there are.
        LEAST_OF_ALL(3, Integer.MAX_VALUE),
        /// One draw by weight, so that shares are as the weights say.
        BY_WEIGHT(1, 0);

        private final int draws;
        private final int all;

        /// @param draws how many are drawn by weight
        /// @param all up to how many eligible workers all are compared instead
        Strategy(int draws, int all) {
            this.draws = draws;
            this.all = all;
        }
    }

    /// Decides who runs a call; null when nobody at all may.
    public @Nullable Decision decide(Field field, RandomGenerator random) {
        Odds odds = field.odds();
        Choice choice = new Choice(field, random);
        int sticky = field.sticky();
        if (sticky >= 0 && choice.consider(sticky, Candidate.Source.STICKY)) {
            return choice.decision(Decision.Reason.STICKY);
        }
        if (odds.eligible() <= strategy.all) {
            compareAll(choice, odds.size(), random);
        } else {
            draw(field, choice, random);
        }
        for (int place : field.again()) {
            choice.consider(place, Candidate.Source.AGAIN);
        }
        if (!choice.isEmpty()) {
            return choice.decision(Decision.Reason.COST);
        }
        return choice.lastResort();
    }

    private static void compareAll(Choice choice, int size, RandomGenerator random) {
        int first = size == 0 ? 0 : random.nextInt(size);
        for (int i = 0; i < size; i++) {
            choice.consider((first + i) % size, Candidate.Source.ALL);
        }
    }

    /// The hint comes last, so that among equals the dice decide: one worker would otherwise hand
    /// itself all calls of a quiet hour.
    private void draw(Field field, Choice choice, RandomGenerator random) {
        for (int i = 0; i < MOST_TRIES && choice.count() < strategy.draws; i++) {
            choice.consider(field.odds().sample(random), Candidate.Source.DRAWN);
        }
        if (strategy != Strategy.BY_WEIGHT) {
            choice.consider(field.idlest(field.odds().sample(random)), Candidate.Source.IDLEST);
            choice.consider(field.hint(), Candidate.Source.HINT);
        }
    }

    /// The cheapest of the candidates; among equals the first. -1 when there is none.
    public static int best(Candidate[] candidates) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < candidates.length; i++) {
            double cost = candidates[i].cost();
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
        return best;
    }
}
