package dev.hera.bench.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class MedianTest {
    @Test
    void theMiddleIsOneFigureOrHalfwayBetweenTwo() {
        assertEquals(3, Median.of(List.of(9.0, 1.0, 3.0)).middle());
        assertEquals(2.5, Median.of(List.of(1.0, 4.0, 2.0, 3.0)).middle());
    }

    @Test
    void oneFigureIsItsOwnInterval() {
        assertEquals(new Median(7, 7, 7), Median.of(List.of(7.0)));
    }

    /// With five figures a draw whose median is the least or the most is rarer than one in twenty,
    /// but not than one in forty on either side.
    @Test
    void theIntervalOfFiveReachesFromTheLeastToTheMost() {
        assertEquals(new Median(0.5, 0.1, 0.9), Median.of(List.of(0.5, 0.1, 0.9, 0.4, 0.6)));
    }

    @Test
    void theIntervalShrinksWithMoreFigures() {
        List<Double> many = IntStream.range(0, 101).mapToObj(i -> i / 1.0).toList();
        Median median = Median.of(many);
        assertEquals(50, median.middle());
        assertTrue(median.low() > 25 && median.high() < 75, median::toString);
    }

    @Test
    void noFiguresHaveNoMedian() {
        assertThrows(IllegalArgumentException.class, () -> Median.of(List.of()));
    }
}
