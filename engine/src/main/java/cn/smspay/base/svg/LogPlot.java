package cn.smspay.base.svg;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Draws curves over a linear horizontal axis that begins at zero and a logarithmic vertical one. Pure. */
public final class LogPlot {
    private static final int WIDTH = 840;
    private static final int HEIGHT = 500;
    private static final int LEFT = 80;
    private static final int RIGHT = 680;
    private static final int TOP = 60;
    private static final int BOTTOM = 430;
    private static final int STEPS_MAX = 8;
    private static final MathContext TICK = new MathContext(3);
    private static final String LIGHT = "#eeeeee";
    private static final String GRID = "#cccccc";
    /** Dark enough for white paper, and told apart by the colour-blind. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#8a4f7d", "#000000", "#8a6d00");

    /**
     * What the picture says beside its curves.
     *
     * @param conditions a line below the title
     * @param across the horizontal axis, with its unit
     * @param up the vertical axis, with its unit
     */
    public record Labels(String title, String conditions, String across, String up) {}

    /** One curve; only points with {@code y} above zero are drawn. */
    public record Curve(String name, List<Svg.Point> points) {
        /** Through one point for each row. */
        public static <T> Curve of(String name, List<T> rows, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
            return new Curve(
                    name,
                    rows.stream()
                            .map(row -> new Svg.Point(x.applyAsDouble(row), y.applyAsDouble(row)))
                            .toList());
        }
    }

    private final double most;
    private final int lowest;
    private final int highest;

    private LogPlot(List<Svg.Point> points) {
        most = points.stream().mapToDouble(Svg.Point::x).max().orElse(1);
        double low = points.stream().mapToDouble(Svg.Point::y).min().orElse(1);
        double high = points.stream().mapToDouble(Svg.Point::y).max().orElse(10);
        lowest = (int) Math.floor(Math.log10(low));
        highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(high)));
    }

    public static String svg(Labels labels, List<Curve> curves) {
        var shown = curves.stream().map(LogPlot::visible).toList();
        var plot = new LogPlot(
                shown.stream().flatMap(curve -> curve.points().stream()).toList());
        var picture = new Svg(WIDTH, HEIGHT)
                .title(LEFT, 24, labels.title())
                .text(LEFT, 44, Svg.Anchor.START, labels.conditions());
        plot.grid(picture);
        picture.text((LEFT + RIGHT) / 2.0, BOTTOM + 48, Svg.Anchor.MIDDLE, labels.across())
                .upright(24, (TOP + BOTTOM) / 2.0, labels.up());
        for (int i = 0; i < shown.size(); i++) {
            plot.draw(picture, shown.get(i), i);
        }
        return picture.finished();
    }

    private static Curve visible(Curve curve) {
        return new Curve(
                curve.name(), curve.points().stream().filter(p -> p.y() > 0).toList());
    }

    private void grid(Svg picture) {
        for (int decade = lowest; decade <= highest; decade++) {
            double unit = Math.pow(10, decade);
            for (int times = 2; times <= 9 && decade < highest; times++) {
                picture.line(LEFT, y(times * unit), RIGHT, y(times * unit), LIGHT);
            }
            picture.line(LEFT, y(unit), RIGHT, y(unit), GRID)
                    .text(LEFT - 8, y(unit) + 5, Svg.Anchor.END, decimal(unit));
        }
        double step = step(most);
        for (double at = 0; at <= most * 1.0001; at += step) {
            picture.line(x(at), TOP, x(at), BOTTOM, GRID).text(x(at), BOTTOM + 20, Svg.Anchor.MIDDLE, decimal(at));
        }
    }

    private void draw(Svg picture, Curve curve, int number) {
        var colour = COLOURS.get(number % COLOURS.size());
        var points = new ArrayList<Svg.Point>();
        curve.points().forEach(p -> points.add(new Svg.Point(x(p.x()), y(p.y()))));
        picture.curve(points, colour);
        double at = TOP + 10 + number * 22;
        picture.line(RIGHT + 20, at, RIGHT + 48, at, colour)
                .curve(List.of(new Svg.Point(RIGHT + 34, at)), colour)
                .text(RIGHT + 56, at + 5, Svg.Anchor.START, curve.name());
    }

    private double x(double value) {
        return LEFT + (RIGHT - LEFT) * value / most;
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * (Math.log10(value) - lowest) / (highest - lowest);
    }

    /** 1, 2 or 5 times a power of ten, so that few steps reach that far. */
    private static double step(double far) {
        double unit = Math.pow(10, Math.floor(Math.log10(far / STEPS_MAX)));
        for (double step : new double[] {unit, 2 * unit, 5 * unit}) {
            if (far / step <= STEPS_MAX) {
                return step;
            }
        }
        return 10 * unit;
    }

    /** Ticks have one or two digits that are not zero; what else a double has is its own. */
    private static String decimal(double value) {
        return BigDecimal.valueOf(value).round(TICK).stripTrailingZeros().toPlainString();
    }
}
