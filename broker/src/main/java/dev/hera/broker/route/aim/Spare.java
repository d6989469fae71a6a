package dev.hera.broker.route.aim;

/// What workers could take besides what they run; a picture.
///
/// @param workers that take calls now
/// @param slots of all of them
/// @param running calls of all brokers, as far as this one knows
/// @param cpu of the busiest, or of its host when that is more, 0..1
public record Spare(int workers, double slots, int running, double cpu) {
    /// Nobody there.
    public static final Spare NONE = new Spare(0, 0, 0, 0);

    /// With one more worker.
    public Spare and(double itsSlots, int itsCalls, double itsCpu) {
        return new Spare(workers + 1, slots + itsSlots, running + itsCalls, Math.max(cpu, itsCpu));
    }
}
