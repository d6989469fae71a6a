package dev.hera.broker.route.rank;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// How a call would be decided now, for people: what is known of every worker, whether it was
/// compared or not, and who would have got the call; immutable.
///
/// @param endpoint its name
/// @param decision what one throw of the dice came to; null when nobody may run a call
public record Explanation(String endpoint, @Nullable Decision decision, List<Known> workers) {
    public Explanation {
        workers = List.copyOf(workers);
    }

    /// One worker.
    ///
    /// @param factors what its share is made of
    /// @param share part of the draws that it gets
    /// @param queue what its cost is made of
    /// @param skip what keeps it out right now
    /// @param errors chance that a draw of it is turned down after its late failures
    /// @param why why it got the call, or why not
    public record Known(
            Factors factors, double share, Candidate queue, Skip skip, double errors, String why) {}

    /// Decides once for the field as it stands; takes nothing.
    public static Explanation of(
            String endpoint, Ranking ranking, Field field, RandomGenerator random) {
        Decision decision = ranking.decide(new Unhinted(field), random);
        Odds odds = field.odds();
        List<Known> workers = new ArrayList<>(odds.size());
        for (int place = 0; place < odds.size(); place++) {
            workers.add(
                    new Known(
                            odds.at(place),
                            odds.chance(place),
                            field.look(place, Candidate.Source.ALL),
                            field.skip(place),
                            1 - field.acceptance(place),
                            why(decision, place, field.skip(place))));
        }
        return new Explanation(endpoint, decision, workers);
    }

    private static String why(@Nullable Decision decision, int place, Skip skip) {
        if (decision == null) {
            return skip.words();
        }
        return decision.place() == place ? "picked: " + decision.settled() : decision.why(place);
    }

    /// The same field, but asking for a hint would use it up.
    private record Unhinted(Field field) implements Field {
        @Override
        public Odds odds() {
            return field.odds();
        }

        @Override
        public Skip skip(int place) {
            return field.skip(place);
        }

        @Override
        public double acceptance(int place) {
            return field.acceptance(place);
        }

        @Override
        public int own(int place) {
            return field.own(place);
        }

        @Override
        public int hint() {
            return -1;
        }

        @Override
        public int idlest(int first) {
            return field.idlest(first);
        }

        @Override
        public int sticky() {
            return field.sticky();
        }

        @Override
        public int tried() {
            return field.tried();
        }

        @Override
        public int[] again() {
            return field.again();
        }

        @Override
        public Candidate look(int place, Candidate.Source source) {
            return field.look(place, source);
        }
    }
}
