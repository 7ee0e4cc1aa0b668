package cn.smspay.web.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the staff: boxes in one or two columns.
 *
 * @param left the wide column
 * @param right the narrow one; empty for one column
 */
public record DeskView(String title, List<Box> left, List<Box> right) {
    public static DeskView of(String title, Box... boxes) {
        return new DeskView(title, List.of(boxes), List.of());
    }

    /** What has to be corrected, in all forms. */
    public List<Field> wrong() {
        return java.util.stream.Stream.concat(left.stream(), right.stream())
                .map(Box::form)
                .filter(java.util.Objects::nonNull)
                .flatMap(form -> form.wrong().stream())
                .toList();
    }

    /**
     * A box.
     *
     * @param head whether its title is the title of the page
     * @param line whether its form stands in one line, as searches do
     * @param folded whether its form is opened first
     */
    public record Box(
            String title,
            boolean head,
            @Nullable Notice notice,
            List<Mark> states,
            List<Fact> sums,
            List<Fact> facts,
            @Nullable PageTable table,
            @Nullable FormView form,
            boolean line,
            boolean folded,
            List<String> texts,
            List<Link> links) {
        public static Box of(String title) {
            return new Box(
                    title, false, null, List.of(), List.of(), List.of(), null, null, false, false, List.of(),
                    List.of());
        }

        public static Box form(FormView form) {
            return of(form.title()).with(form);
        }

        public Box first() {
            return new Box(title, true, notice, states, sums, facts, table, form, line, folded, texts, links);
        }

        public Box notice(@Nullable Notice to) {
            return new Box(title, head, to, states, sums, facts, table, form, line, folded, texts, links);
        }

        public Box states(List<Mark> to) {
            return new Box(title, head, notice, to, sums, facts, table, form, line, folded, texts, links);
        }

        public Box sums(List<Fact> to) {
            return new Box(title, head, notice, states, to, facts, table, form, line, folded, texts, links);
        }

        public Box facts(List<Fact> to) {
            return new Box(title, head, notice, states, sums, to, table, form, line, folded, texts, links);
        }

        public Box table(PageTable to) {
            return new Box(title, head, notice, states, sums, facts, to, form, line, folded, texts, links);
        }

        public Box with(FormView to) {
            return new Box(title, head, notice, states, sums, facts, table, to, line, folded, texts, links);
        }

        public Box inLine() {
            return new Box(title, head, notice, states, sums, facts, table, form, true, folded, texts, links);
        }

        public Box fold() {
            return new Box(title, head, notice, states, sums, facts, table, form, line, true, texts, links);
        }

        public Box texts(List<String> to) {
            return new Box(title, head, notice, states, sums, facts, table, form, line, folded, to, links);
        }

        public Box links(List<Link> to) {
            return new Box(title, head, notice, states, sums, facts, table, form, line, folded, texts, to);
        }
    }
}
