package cn.smspay.files.billing;

import cn.smspay.base.svg.Svg;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Shows a summary: as a table, as bars for a terminal, as an SVG picture. */
public final class SummaryText {
    private static final int BAR_WIDTH = 40;
    private static final int ROW_HEIGHT = 24;
    private static final int PICTURE_WIDTH = 720;
    private static final int LABEL_WIDTH = 200;
    private static final int BAR_PIXELS = 380;

    private SummaryText() {}

    /** Columns of equal width, the total below. */
    public static String table(List<Summary.SummaryLine> lines) {
        var text = new StringBuilder(row("", "records", "yuan"));
        long records = 0;
        long sum = 0;
        for (var line : lines) {
            text.append(row(label(line), Long.toString(line.records()), yuan(line.sumLi())));
            records += line.records();
            sum += line.sumLi();
        }
        return text.append(row("total", Long.toString(records), yuan(sum))).toString();
    }

    /** Says that records are gone, and what is left of them. */
    public static String deleted(long records) {
        return records == 1
                ? "1 record of these days was deleted when its retention had passed; only totals are kept of it."
                : records
                        + " records of these days were deleted when their retention had passed; only totals are kept of"
                        + " them.";
    }

    private static String row(String key, String records, String yuan) {
        return key
                + " ".repeat(Math.max(1, 24 - width(key)))
                + String.format(Locale.ROOT, "%12s %14s%n", records, yuan);
    }

    /** One bar a line, the longest {@value #BAR_WIDTH} characters. */
    public static String bars(List<Summary.SummaryLine> lines) {
        long most = most(lines);
        var text = new StringBuilder();
        for (var line : lines) {
            int length = Math.toIntExact((line.records() * BAR_WIDTH + most - 1) / most);
            text.append(label(line))
                    .append(" ".repeat(Math.max(1, 24 - width(label(line)))))
                    .append("█".repeat(length))
                    .append(' ')
                    .append(line.records())
                    .append('\n');
        }
        return text.toString();
    }

    /** The same bars as a picture that a browser shows. */
    public static String svg(String title, List<Summary.SummaryLine> lines) {
        long most = most(lines);
        var picture = new Svg(PICTURE_WIDTH, ROW_HEIGHT * (lines.size() + 2)).title(8, 20, title);
        int y = ROW_HEIGHT * 2;
        for (var line : lines) {
            long width = Math.max(1, line.records() * BAR_PIXELS / most);
            picture.text(LABEL_WIDTH, y, Svg.Anchor.END, label(line))
                    .bar(LABEL_WIDTH + 8, y - 13, width, ROW_HEIGHT - 8, "#2a6fb0")
                    .text(LABEL_WIDTH + 14 + width, y, Svg.Anchor.START, Long.toString(line.records()));
            y += ROW_HEIGHT;
        }
        return picture.finished();
    }

    private static long most(List<Summary.SummaryLine> lines) {
        return Math.max(
                1, lines.stream().mapToLong(Summary.SummaryLine::records).max().orElse(1));
    }

    private static String label(Summary.SummaryLine line) {
        return line.key().isEmpty() ? "(none)" : line.key();
    }

    /** Chinese characters take two columns. */
    private static int width(String text) {
        return text.codePoints().map(c -> c > 0x2e7f ? 2 : 1).sum();
    }

    static String yuan(long li) {
        return BigDecimal.valueOf(li, 3).toPlainString();
    }
}
