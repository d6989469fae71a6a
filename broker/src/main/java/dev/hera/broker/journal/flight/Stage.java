package dev.hera.broker.journal.flight;

/// How far a call came; the numbers are part of the file's format.
public enum Stage {
    /// Opened, and certainly not sent to any worker.
    OPENED(1),
    /// Sent to a worker, or about to be.
    LEFT(2),
    /// Over: a worker answered.
    ANSWERED(3),
    /// Over: accepted for later.
    ACCEPTED(4),
    /// Over: no worker ran it.
    NOT_EXECUTED(5),
    /// Over: nobody knows.
    UNKNOWN(6);

    private static final Stage[] ALL = values();

    private final int number;

    Stage(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /// How a call ended, by the outcome's word.
    public static Stage ended(String word) {
        return switch (word) {
            case "answered" -> ANSWERED;
            case "accepted" -> ACCEPTED;
            case "not-executed" -> NOT_EXECUTED;
            default -> UNKNOWN;
        };
    }

    /// The word of the outcome that this stage leaves when the process dies in it.
    public String word() {
        return switch (this) {
            case OPENED, NOT_EXECUTED -> "not-executed";
            case LEFT, UNKNOWN -> "unknown";
            case ANSWERED -> "answered";
            case ACCEPTED -> "accepted";
        };
    }

    static Stage of(int number) {
        for (Stage stage : ALL) {
            if (stage.number == number) {
                return stage;
            }
        }
        return UNKNOWN;
    }
}
