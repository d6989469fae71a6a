package dev.hera.broker.call;

/// What a caller showed at the door; its text never leaves this object by accident.
public final class Credential {
    /// Nothing shown.
    public static final Credential NONE = new Credential("");

    private final String text;

    private Credential(String text) {
        this.text = text;
    }

    /// A bearer token as shown.
    public static Credential bearer(String token) {
        return new Credential(token);
    }

    /// Whether nothing was shown.
    public boolean isMissing() {
        return text.isEmpty();
    }

    /// The secret text, for the one comparison that needs it.
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return isMissing() ? "no credential" : "a credential";
    }
}
