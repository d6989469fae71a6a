package dev.hera.broker.route.sim;

import java.util.Arrays;
import java.util.List;

/// A fleet, its load, and what goes wrong.
///
/// @param cores of each worker that is there from the start
/// @param speed of each worker
/// @param callsPerSecond on the average
/// @param trouble what goes wrong
public record Scenario(
        String name,
        int brokers,
        int[] cores,
        double[] speed,
        double callsPerSecond,
        Trouble trouble) {
    private static final double RATE = 1389;

    /// What goes wrong, if anything.
    public enum Trouble {
        NONE,
        /// Two workers are six times slower for five seconds.
        SLOW,
        /// One worker answers errors in a millisecond for five seconds.
        FAIL,
        /// Four workers leak memory with each call, slow down at 85 %, crash at 100 %.
        LEAK,
        /// A third more load for three seconds, while two cold workers join.
        BURST,
        /// Workers share their cores among all their calls, instead of one after another.
        SHARING,
        /// Half of the calls take 1 ms and half 31 ms.
        BIMODAL,
        /// Calls wait for something else; a worker runs 16 of them.
        WAITING,
        /// Each worker in turn drains, goes, and comes back cold.
        ROLLING,
        /// One broker gets half of the calls.
        ONE_BROKER,
        /// A third of the reports are lost.
        LOST_REPORTS,
        /// One worker's clock jumps back and forth.
        CLOCK,
        /// One worker says that it is idle, whatever it does.
        LIAR
    }

    /// Whether this worker says that it is idle, whatever it does.
    boolean isLying(int worker) {
        return worker == 0 && trouble == Trouble.LIAR;
    }

    /// How long a worker that came back is four times slower.
    double coldSeconds() {
        return trouble == Trouble.ROLLING ? 1 : 3;
    }

    private static int[] fleet(int workers, int cores) {
        int[] fleet = new int[workers];
        Arrays.fill(fleet, cores);
        return fleet;
    }

    private static double[] speeds(int workers) {
        double[] speeds = new double[workers];
        Arrays.fill(speeds, 1);
        return speeds;
    }

    private static Scenario even(String name, int workers, double rate, Trouble trouble) {
        return new Scenario(name, 10, fleet(workers, 2), speeds(workers), rate, trouble);
    }

    private static Scenario uneven() {
        int[] cores = {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 4, 4, 4, 4};
        double[] speeds = speeds(16);
        speeds[1] = 0.6;
        speeds[7] = 0.6;
        speeds[13] = 0.6;
        return new Scenario("het", 10, cores, speeds, RATE, Trouble.NONE);
    }

    private static Scenario brokers(int brokers) {
        return new Scenario(
                "brokers-" + brokers, brokers, fleet(16, 2), speeds(16), RATE, Trouble.NONE);
    }

    /// The six that the rule was designed with.
    public static List<Scenario> first() {
        return List.of(
                even("hom", 16, RATE, Trouble.NONE),
                uneven(),
                even("slow", 16, RATE, Trouble.SLOW),
                even("fail", 16, RATE, Trouble.FAIL),
                even("leak", 16, RATE, Trouble.LEAK),
                even("burst", 16, RATE, Trouble.BURST));
    }

    /// Those that were added, none of which was used to choose the prototype's constants.
    public static List<Scenario> more() {
        return List.of(
                even("sharing", 16, RATE, Trouble.SHARING),
                even("bimodal", 16, RATE, Trouble.BIMODAL),
                even("waiting", 16, RATE, Trouble.WAITING),
                even("rolling", 16, RATE, Trouble.ROLLING),
                even("one-broker", 16, RATE, Trouble.ONE_BROKER),
                even("lost-reports", 16, RATE, Trouble.LOST_REPORTS),
                even("clock", 16, RATE, Trouble.CLOCK),
                even("liar", 16, RATE, Trouble.LIAR),
                even("load-95", 16, RATE * 0.95 / 0.6945, Trouble.NONE),
                even("workers-1", 1, RATE / 16, Trouble.NONE),
                even("workers-4", 4, RATE / 4, Trouble.NONE),
                even("workers-64", 64, RATE * 4, Trouble.NONE),
                brokers(1),
                brokers(3));
    }
}
