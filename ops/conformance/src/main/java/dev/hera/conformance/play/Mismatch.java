package dev.hera.conformance.play;

/// What is tested did not do what it must; the text says what, for the report.
public final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Mismatch(String what) {
        super(what, null, false, false);
    }
}
