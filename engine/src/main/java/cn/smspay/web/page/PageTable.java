package cn.smspay.web.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of things as a table, and below 40 em as blocks of lines. */
public record PageTable(String caption, List<Head> heads, List<List<Cell>> rows, String none) {
    /** @param numbers whether the column holds amounts */
    public record Head(String text, boolean numbers) {
        public static Head of(String text) {
            return new Head(text, false);
        }
    }

    /**
     * @param act a button: the path it posts to
     */
    public record Cell(
            String text,
            @Nullable Link link,
            @Nullable Mark mark,
            boolean code,
            @Nullable Link act) {
        public static Cell of(String text) {
            return new Cell(text, null, null, false, null);
        }

        public static Cell code(String text) {
            return new Cell(text, null, null, true, null);
        }

        public static Cell link(Link to) {
            return new Cell("", to, null, false, null);
        }

        public static Cell mark(Mark mark) {
            return new Cell("", null, mark, false, null);
        }

        public static Cell act(Link button) {
            return new Cell("", null, null, false, button);
        }
    }
}
