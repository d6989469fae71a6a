package dev.hera.wire.accept;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// At what pace accepted calls are delivered, and for how long it is tried; immutable.
///
/// @param perSecond deliveries begun in a second, by each broker
/// @param inFlight most deliveries running at once, by each broker
/// @param retry what is tried again, and when
/// @param maxAge a call older than this is parked instead of delivered
/// @param order calls with the same key are delivered one after the other; null for no order
/// @param shadow a second service that gets a share of the stream; null for none
public record Delivery(
        double perSecond,
        int inFlight,
        Retry retry,
        Duration maxAge,
        @Nullable OrderKey order,
        @Nullable Shadow shadow) {
    /// 100 a second, 16 in flight, the usual retries, a day.
    public static final Delivery USUAL =
            new Delivery(100, 16, Retry.USUAL, Duration.ofDays(1), null, null);

    /// Fastest pace.
    public static final double MOST_PER_SECOND = 100_000;

    /// Most deliveries running at once.
    public static final int MOST_IN_FLIGHT = 10_000;

    private static final Duration LONGEST = Duration.ofDays(366);

    /// Whether deliveries can be made at this pace.
    public static boolean isPace(double perSecond) {
        return perSecond > 0 && perSecond <= MOST_PER_SECOND;
    }

    void addFaults(List<String> faults) {
        if (!isPace(perSecond)) {
            faults.add("the rate is %s a second, allowed above 0 to 100000".formatted(perSecond));
        }
        if (inFlight < 1 || inFlight > MOST_IN_FLIGHT) {
            faults.add(inFlight + " deliveries in flight, allowed 1..10000");
        }
        if (maxAge.isNegative() || maxAge.isZero() || maxAge.compareTo(LONGEST) > 0) {
            faults.add("the age limit is " + maxAge.toMillis() + " ms, allowed 1 ms to 366 days");
        }
        retry.addFaults(faults);
        if (order != null) {
            order.addFaults(faults);
        }
        if (shadow != null) {
            shadow.addFaults(faults);
        }
    }
}
