package cn.smspay.web.page;

import cn.smspay.base.Fen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page that asks: an entry, or the check before money moves.
 *
 * @param step 1 to 2 of three, 0 for a page without steps
 * @param amount what will move, large, above the facts
 * @param hidden what is sent along, the idempotency key among it
 * @param ruin whether the act destroys something
 */
public record FormView(
        int step,
        String title,
        @Nullable String lead,
        @Nullable Notice notice,
        @Nullable Fen amount,
        @Nullable Link change,
        List<Fact> facts,
        List<Field> fields,
        Map<String, String> hidden,
        String action,
        String primary,
        boolean ruin,
        @Nullable Link secondary,
        @Nullable String after,
        List<Link> links) {
    public static Builder of(String title, String action, String primary) {
        return new Builder(title, action, primary);
    }

    /** The fields that have to be corrected. */
    public List<Field> wrong() {
        return fields.stream().filter(field -> field.error() != null).toList();
    }

    /** Puts the parts together that a page has. */
    public static final class Builder {
        private final String title;
        private final String action;
        private final String primary;
        private int step;
        private @Nullable String lead;
        private @Nullable Notice notice;
        private @Nullable Fen amount;
        private @Nullable Link change;
        private final List<Fact> facts = new ArrayList<>();
        private final List<Field> fields = new ArrayList<>();
        private final Map<String, String> hidden = new LinkedHashMap<>();
        private boolean ruin;
        private @Nullable Link secondary;
        private @Nullable String after;
        private final List<Link> links = new ArrayList<>();

        private Builder(String title, String action, String primary) {
            this.title = title;
            this.action = action;
            this.primary = primary;
        }

        public Builder step(int to) {
            step = to;
            return this;
        }

        public Builder lead(String text) {
            lead = text;
            return this;
        }

        public Builder notice(@Nullable Notice to) {
            notice = to;
            return this;
        }

        public Builder amount(Fen moved, Link toChange) {
            amount = moved;
            change = toChange;
            return this;
        }

        public Builder fact(Fact fact) {
            facts.add(fact);
            return this;
        }

        public Builder field(Field field) {
            fields.add(field);
            return this;
        }

        public Builder hidden(String name, String value) {
            hidden.put(name, value);
            return this;
        }

        public Builder ruin() {
            ruin = true;
            return this;
        }

        public Builder secondary(Link link) {
            secondary = link;
            return this;
        }

        public Builder after(String text) {
            after = text;
            return this;
        }

        public Builder link(Link link) {
            links.add(link);
            return this;
        }

        public FormView view() {
            return new FormView(
                    step,
                    title,
                    lead,
                    notice,
                    amount,
                    change,
                    List.copyOf(facts),
                    List.copyOf(fields),
                    Map.copyOf(hidden),
                    action,
                    primary,
                    ruin,
                    secondary,
                    after,
                    List.copyOf(links));
        }
    }
}
