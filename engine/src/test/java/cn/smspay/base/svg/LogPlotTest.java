package cn.smspay.base.svg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** Pictures are read back as XML: what is drawn, and that no number of them is none. */
final class LogPlotTest {
    private static final LogPlot.Labels LABELS =
            new LogPlot.Labels("Answers & <times>", "two cores", "messages/s", "ms");

    @Test
    void escapesWordsAndLeavesOutPointsThatALogarithmCannotShow() throws Exception {
        var svg = LogPlot.svg(
                LABELS,
                List.of(new LogPlot.Curve(
                        "p99", List.of(new Svg.Point(0, 0), new Svg.Point(100, 2), new Svg.Point(200, 35)))));

        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertTrue(document.getDocumentElement().getTextContent().contains("Answers & <times>"));
        assertEquals(2 + 1, svg.split("<circle", -1).length - 1, "two points and the one of the legend");
        assertTrue(svg.contains(">1<") && svg.contains(">10<") && svg.contains(">100<"), "decades from 1 to 100");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.003, 1, 7.5, 1_000, 86_400})
    void drawsNumbersOfEverySize(double far) {
        var svg = LogPlot.svg(LABELS, List.of(new LogPlot.Curve("one", List.of(new Svg.Point(far, far)))));

        assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
    }

    @Test
    void drawsAnEmptyPicture() {
        assertFalse(LogPlot.svg(LABELS, List.of()).contains("NaN"));
    }
}
