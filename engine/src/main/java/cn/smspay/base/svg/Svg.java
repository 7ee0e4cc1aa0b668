package cn.smspay.base.svg;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A picture under construction: black text of 14 pixels on white unless said otherwise. Lengths are pixels. Not thread-safe. */
public final class Svg {
    /** Where a text stands relative to its place. */
    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final StringBuilder text = new StringBuilder();

    public Svg(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                        + " font-family=\"sans-serif\" font-size=\"14\">",
                width, height);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    }

    public Svg title(int x, int y, String words) {
        return add("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", x, y, escaped(words));
    }

    public Svg text(double x, double y, Anchor anchor, String words) {
        return add(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
                number(x), number(y), anchor.name().toLowerCase(Locale.ROOT), escaped(words));
    }

    /** Written upwards, its middle here. */
    public Svg upright(double x, double y, String words) {
        return add(
                "<text x=\"%1$s\" y=\"%2$s\" text-anchor=\"middle\" transform=\"rotate(-90 %1$s %2$s)\">%3$s</text>",
                number(x), number(y), escaped(words));
    }

    public Svg bar(double x, double y, double width, double height, String colour) {
        return add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>",
                number(x), number(y), number(width), number(height), colour);
    }

    public Svg line(double x1, double y1, double x2, double y2, String colour) {
        return add(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>",
                number(x1), number(y1), number(x2), number(y2), colour);
    }

    /** A line through these points, a dot on each. */
    public Svg curve(List<Point> points, String colour) {
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                points.stream().map(p -> number(p.x()) + "," + number(p.y())).collect(Collectors.joining(" ")), colour);
        points.forEach(
                p -> add("<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>", number(p.x()), number(p.y()), colour));
        return this;
    }

    public record Point(double x, double y) {}

    /** The whole picture. */
    public String finished() {
        return text + "</svg>\n";
    }

    private Svg add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
        return this;
    }

    /** To a tenth of a pixel. */
    private static String number(double pixels) {
        return pixels == Math.rint(pixels) ? Long.toString((long) pixels) : String.format(Locale.ROOT, "%.1f", pixels);
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
