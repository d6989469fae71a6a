package dev.hera.conformance.play;

/// What may show a mismatch, and the result it becomes.
public interface Check {
    void run() throws InterruptedException;

    /// Runs it, timed; whatever goes wrong is its result.
    static Result of(String name, Check check) throws InterruptedException {
        long began = System.nanoTime();
        String fault = "";
        try {
            check.run();
        } catch (Mismatch e) {
            fault = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            fault = "the suite itself failed: " + e;
        }
        return new Result(name, fault, (System.nanoTime() - began) / 1_000_000);
    }
}
