package dev.hera.broker.route.sim;

import dev.hera.wire.Load;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A worker: some cores, and calls that wait for them or share them.
final class Server {
    final int cores;
    final double speed;
    final boolean sharing;
    final int[] own;
    final List<Job> running = new ArrayList<>();
    final Deque<Job> waiting = new ArrayDeque<>();
    boolean up;
    boolean gone;
    boolean failing;
    double slow = 1;
    double born = -99;
    double memory = 0.4;
    double loadAverage;
    long served;
    long errors;
    long sent;
    double busySeconds;
    double touched;
    int epoch;

    /// How calls get at the cores.
    enum Discipline {
        /// One call a core, the others wait.
        IN_TURN,
        /// All at once, each slower.
        SHARING
    }

    Server(int cores, double speed, Discipline discipline, int brokers) {
        this.cores = cores;
        this.speed = speed;
        this.sharing = discipline == Discipline.SHARING;
        this.own = new int[brokers];
    }

    int inFlight() {
        return running.size() + waiting.size();
    }

    /// Lets time pass: work is done on whatever runs.
    void work(double now) {
        double passed = now - touched;
        touched = now;
        busySeconds += passed * Math.min(cores, running.size());
        double done = passed * rate();
        for (int i = 0; i < running.size(); i++) {
            running.get(i).left -= done;
        }
    }

    private double rate() {
        return sharing && running.size() > cores ? (double) cores / running.size() : 1;
    }

    void arrive(Job job, double now) {
        work(now);
        if (sharing || running.size() < cores) {
            job.began = now;
            running.add(job);
        } else {
            waiting.add(job);
        }
    }

    /// When the next call will be ready, as things are; infinite when nothing runs.
    double nextEnd() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < running.size(); i++) {
            least = Math.min(least, running.get(i).left);
        }
        return touched + Math.max(0, least) / rate();
    }

    /// Takes out a call that is ready; null when none is.
    @Nullable Job ready(double now) {
        work(now);
        for (int i = 0; i < running.size(); i++) {
            Job job = running.get(i);
            if (job.left <= 1e-9) {
                running.remove(i);
                Job next = waiting.poll();
                if (next != null) {
                    next.began = now;
                    running.add(next);
                }
                return job;
            }
        }
        return null;
    }

    /// What rides on an answer to this broker.
    Load load(int broker, double execSeconds) {
        int yours = 0;
        for (Job job : running) {
            yours += job.broker == broker ? 1 : 0;
        }
        for (Job job : waiting) {
            yours += job.broker == broker ? 1 : 0;
        }
        return new Load(
                inFlight(),
                yours,
                Math.round(execSeconds * 1e6),
                inFlight() >= 2 * cores,
                false,
                false);
    }

    /// Takes out everything: it crashed.
    List<Job> lose() {
        List<Job> lost = new ArrayList<>(running);
        lost.addAll(waiting);
        running.clear();
        waiting.clear();
        epoch++;
        return lost;
    }
}
