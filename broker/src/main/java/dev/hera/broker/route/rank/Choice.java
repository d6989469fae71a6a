package dev.hera.broker.route.rank;

import dev.hera.broker.route.rank.Candidate.Source;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// One decision in the making; lives on the thread that picks.
final class Choice {
    private final Field field;
    private final RandomGenerator random;
    private List<Decision.Skipped> skipped = List.of();
    private Candidate[] candidates = new Candidate[4];
    private int count;

    Choice(Field field, RandomGenerator random) {
        this.field = field;
        this.random = random;
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// Compares the worker at this place too, unless something speaks against it.
    boolean consider(int place, Source source) {
        if (place < 0 || isSeen(place)) {
            return false;
        }
        Skip skip = field.skip(place);
        if (skip == Skip.NONE && !isLucky(place, source)) {
            skip = Skip.UNLUCKY;
        }
        if (skip != Skip.NONE) {
            skip(new Decision.Skipped(place, skip));
            return false;
        }
        add(place, source);
        return true;
    }

    /// Most calls skip nobody, and need no list.
    private void skip(Decision.Skipped one) {
        if (skipped.isEmpty()) {
            skipped = new ArrayList<>();
        }
        skipped.add(one);
    }

    /// Where all are compared, nobody is drawn by weight: the weight then decides who takes part.
    private boolean isLucky(int place, Source source) {
        double chance = field.acceptance(place);
        if (source == Source.ALL || source == Source.IDLEST) {
            chance *= field.odds().welcome(place);
        }
        return chance >= 1 || random.nextDouble() < chance;
    }

    private boolean isSeen(int place) {
        for (int i = 0; i < count; i++) {
            if (candidates[i].place() == place) {
                return true;
            }
        }
        for (int i = 0; i < skipped.size(); i++) {
            if (skipped.get(i).place() == place) {
                return true;
            }
        }
        return false;
    }

    private void add(int place, Source source) {
        if (count == candidates.length) {
            candidates = Arrays.copyOf(candidates, count * 2);
        }
        candidates[count++] = field.look(place, source);
    }

    /// Takes any worker with the least grave thing against it; null when none may be used at all.
    @Nullable Decision lastResort() {
        Skip least = Skip.FULL;
        int place = -1;
        int equals = 0;
        for (int i = 0; i < field.odds().size(); i++) {
            Skip skip = field.skip(i);
            if (skip.isSoft() && skip.compareTo(least) <= 0) {
                equals = skip == least ? equals + 1 : 1;
                least = skip;
                place = random.nextInt(equals) == 0 ? i : place;
            }
        }
        if (place < 0) {
            return null;
        }
        add(place, Source.LAST_RESORT);
        return decision(least == Skip.TRIED ? Decision.Reason.AGAIN : Decision.Reason.PANIC);
    }

    /// The cheapest of those compared.
    Decision decision(Decision.Reason reason) {
        Candidate[] all =
                count == candidates.length ? candidates : Arrays.copyOf(candidates, count);
        int chosen = Ranking.best(all);
        return new Decision(field.odds(), reason, field.tried(), all, chosen, skipped);
    }
}
