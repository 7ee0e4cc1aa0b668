package cn.smspay.app.ctl;

import cn.smspay.base.ServiceDay;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A story on a terminal: one line for what happened, or a ladder between phone, SMSC, engine and book. Pure functions. */
final class Ladder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ServiceDay.ZONE);
    private static final List<String> ACTORS = List.of("PHONE", "SMSC", "ENGINE", "BOOK");
    /** From one life line to the next. */
    private static final int GAP = 12;

    private Ladder() {}

    static List<String> of(JsonNode story, boolean drawn) {
        var lines = new ArrayList<String>();
        lines.add(story.path("who").asText() + ", " + story.path("day").asText() + ": "
                + story.path("uplinks").asInt() + " messages, "
                + story.path("answers").asInt() + " answers, "
                + story.path("calls").asInt() + " calls, charged "
                + String.format(Locale.ROOT, "%.2f", story.path("charged_li").asLong() / 1000.0) + " yuan");
        if (drawn) {
            lines.add(" ".repeat(13)
                    + String.join(
                                    "",
                                    ACTORS.stream()
                                            .map(name -> String.format(
                                                    Locale.ROOT, "%-" + GAP + "s", name.toLowerCase(Locale.ROOT)))
                                            .toList())
                            .stripTrailing());
        }
        story.path("steps").forEach(step -> lines.add(drawn ? drawn(step) : line(step)));
        return lines;
    }

    private static String time(JsonNode step) {
        return TIME.format(OffsetDateTime.parse(step.path("at").asText()));
    }

    private static String line(JsonNode step) {
        var from = step.path("from").asText().toLowerCase(Locale.ROOT);
        var to = step.path("to").asText().toLowerCase(Locale.ROOT);
        return String.format(
                Locale.ROOT,
                "%s %-16s %s",
                time(step),
                from.equals(to) ? from : from + " > " + to,
                step.path("text").asText());
    }

    private static String drawn(JsonNode step) {
        int from = ACTORS.indexOf(step.path("from").asText());
        int to = ACTORS.indexOf(step.path("to").asText());
        var row = new StringBuilder(" ".repeat(GAP * (ACTORS.size() - 1) + 1));
        for (int i = 0; i < ACTORS.size(); i++) {
            row.setCharAt(i * GAP, '|');
        }
        int left = Math.min(from, to) * GAP;
        int right = Math.max(from, to) * GAP;
        for (int i = left + 1; i < right; i++) {
            row.setCharAt(i, '-');
        }
        if (from == to) {
            row.setCharAt(left, 'o');
        } else if (to > from) {
            row.setCharAt(right - 1, '>');
        } else {
            row.setCharAt(left + 1, '<');
        }
        return time(step) + " " + row + "  " + step.path("text").asText();
    }
}
