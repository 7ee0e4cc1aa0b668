package cn.smspay.web.console;

import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Notice;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of the operator.
 *
 * @param notice the one sentence that is to be read first
 * @param sums facts in a row
 * @param foot when this was so, and how to see it again
 */
public record ConsoleView(
        String title,
        @Nullable Notice notice,
        List<Fact> sums,
        List<Chart> charts,
        List<Box> boxes,
        @Nullable Ladder ladder,
        @Nullable Foot foot) {
    static ConsoleView of(String title, Box... boxes) {
        return new ConsoleView(title, null, List.of(), List.of(), List.of(boxes), null, null);
    }

    ConsoleView with(Foot other) {
        return new ConsoleView(title, notice, sums, charts, boxes, ladder, other);
    }

    ConsoleView with(Ladder other) {
        return new ConsoleView(title, notice, sums, charts, boxes, other, foot);
    }

    /** What has to be corrected. */
    public List<Field> wrong() {
        return boxes.stream()
                .map(Box::form)
                .filter(Objects::nonNull)
                .flatMap(form -> form.wrong().stream())
                .toList();
    }

    /** The last line. */
    public record Foot(String text, Link link) {}

    /** Bars of one series, the last of which is now. */
    public record Chart(
            String title,
            String caption,
            List<Bar> bars,
            List<String> hours,
            String numbers,
            String timeHead,
            String countHead) {}

    /** Lengths are those of the drawing, 480 by 96. */
    public record Bar(String time, String count, long x, long y, long height, boolean last) {}

    /** Who spoke to whom, in order. */
    public record Ladder(String sum, List<String> actors, List<Rung> steps, String none) {}

    /**
     * One thing that happened.
     *
     * @param way from whom to whom, in words
     * @param css between which life lines it is drawn
     */
    public record Rung(String time, String way, String text, String css) {}
}
