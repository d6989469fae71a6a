package dev.hera.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.bench.report.Course.Line;
import dev.hera.bench.report.Picture.Dot;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

class PictureTest {
    private static Document read(Picture picture) throws Exception {
        return read(picture.svg());
    }

    private static Document read(String svg) throws Exception {
        byte[] bytes = svg.getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes));
    }

    @Test
    void eachContestantHasItsDotInScale() throws Exception {
        Dot half = new Dot("a & b", 50, 40, 60);
        Dot whole = new Dot("<c>", 100, 100, 100);
        var circles =
                read(new Picture("T", "ms", List.of(half, whole))).getElementsByTagName("circle");
        assertEquals(2, circles.getLength());
        double first = at(circles.item(0), "cx");
        double second = at(circles.item(1), "cx");
        // The axis begins at 200 with nothing and ends with the largest figure.
        assertEquals(2, (second - 200) / (first - 200), 0.01);
        assertTrue(at(circles.item(1), "cy") > at(circles.item(0), "cy"));
    }

    @Test
    void nothingAtAllCanBeDrawnToo() throws Exception {
        assertEquals(
                "svg", read(new Picture("T", "ms", List.of())).getDocumentElement().getTagName());
        read(new Picture("T", "ms", List.of(new Dot("none", 0, 0, 0))));
    }

    @Test
    void eachLineRunsOverTheWholeTime() throws Exception {
        Line up = new Line("up", List.of(0.0, 60.0), List.of(0.0, 8.0));
        Line flat = new Line("flat", List.of(0.0, 60.0), List.of(4.0, 4.0));
        var lines =
                read(new Course("T", "s", List.of(up, flat)).svg())
                        .getElementsByTagName("polyline");
        Node points = lines.item(0).getAttributes().getNamedItem("points");
        assertEquals("70.0,330.0 620.0,50.0", points.getNodeValue());
        points = lines.item(1).getAttributes().getNamedItem("points");
        assertEquals("70.0,190.0 620.0,190.0", points.getNodeValue());
        read(new Course("T", "s", List.of(new Line("none", List.of(), List.of()))).svg());
    }

    @Test
    void marksAreRound() {
        assertEquals(0.2, Svg.tick(1), 1e-9);
        assertEquals(10, Svg.tick(47), 1e-9);
        assertEquals(5000, Svg.tick(31_000), 1e-9);
    }

    private static double at(Node node, String name) {
        return Double.parseDouble(node.getAttributes().getNamedItem(name).getNodeValue());
    }
}
