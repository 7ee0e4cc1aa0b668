package cn.smspay.talk.reading;

import cn.smspay.base.text.SmsLength;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All texts of the files as a table for translators, and back. */
public final class TextTable {
    private static final int UCS2_ONE = 70;
    private static final int UCS2_PART = 67;
    private static final int GSM_ONE = 160;
    private static final int GSM_PART = 153;

    private final Scripts scripts;
    private final Map<String, Row> rows = new TreeMap<>();

    private TextTable(Scripts scripts) {
        this.scripts = scripts;
    }

    /**
     * A text.
     *
     * @param id its number in the message catalogue, or empty
     * @param room characters that it could be longer, by its longest form; below 0 for one that is only spoken
     */
    public record Row(String file, int line, String id, String language, String text, int room) {}

    /**
     * A text that shall stand in the place of another.
     *
     * @param line of the table, for messages
     * @param was the text as it was exported
     */
    public record TextChange(int line, String file, String language, String was, String text) {}

    /** The texts in the order of files and lines. */
    public static List<Row> of(Scripts scripts) {
        var table = new TextTable(scripts);
        for (Dialog dialog : scripts.dialogs().values()) {
            table.dialog(dialog);
        }
        var rest = new LinkedHashSet<ReplyTemplate>(scripts.common().replies().values());
        rest.addAll(scripts.common().roles().values());
        scripts.notices().values().forEach(notice -> rest.add(notice.reply()));
        rest.forEach(table::unsized);
        return List.copyOf(table.rows.values());
    }

    private void dialog(Dialog dialog) {
        var widths = new Widths(scripts, dialog);
        for (ReplyContext said : ReplyContext.in(dialog, new Flow(scripts, dialog))) {
            said.reply().texts().forEach((language, template) -> {
                int longest = widths.longest(said, language, template).characters();
                int most = said.reply().segments().getOrDefault(language, 1);
                put(said.reply(), language, said.bySms() ? room(template.text(), most) - longest : -1);
            });
            said.reply().rows().values().forEach(this::unsized);
        }
        for (Step step : dialog.steps().values()) {
            if (step instanceof Step.Ask ask) {
                ask.choices().forEach(choice -> choice.say().forEach(this::unsized));
            }
        }
    }

    private static int room(String text, int segments) {
        boolean gsm = SmsLength.isGsm(text);
        return segments == 1 ? (gsm ? GSM_ONE : UCS2_ONE) : segments * (gsm ? GSM_PART : UCS2_PART);
    }

    /** What has no place of its own to be measured at is measured by the check. */
    private void unsized(ReplyTemplate reply) {
        reply.texts()
                .forEach((language, template) -> put(
                        reply,
                        language,
                        Math.max(
                                0,
                                room(template.text(), reply.segments().getOrDefault(language, 1))
                                        - template.text().length())));
        reply.rows().values().forEach(this::unsized);
    }

    /** Where a text is said from several places, the least room counts. */
    private void put(ReplyTemplate reply, String language, int room) {
        var place = reply.place(language);
        var template = reply.texts().get(language);
        if (template == null) {
            return;
        }
        var row = new Row(place.file(), place.line(), reply.id(), language, template.text(), room);
        rows.merge(
                place.file() + String.format(java.util.Locale.ROOT, ":%06d:%s", place.line(), language),
                row,
                (one, other) -> other.room() < 0 || (one.room() >= 0 && one.room() <= other.room()) ? one : other);
    }

    /**
     * The texts of files with the changes made.
     *
     * @param faults where each change is told that cannot be made, by its line of the table
     */
    public static Map<String, String> changed(Scripts scripts, List<TextChange> changes, List<String> faults) {
        var lines = new LinkedHashMap<String, List<String>>();
        scripts.files()
                .forEach((file, text) ->
                        lines.put(file, new ArrayList<>(text.lines().toList())));
        var touched = new LinkedHashSet<String>();
        var table = of(scripts);
        for (TextChange change : changes) {
            var places = table.stream()
                    .filter(row -> row.file().equals(change.file())
                            && row.language().equals(change.language())
                            && row.text().equals(change.was()))
                    .toList();
            var file = lines.get(change.file());
            if (places.isEmpty() || file == null) {
                faults.add(change.line() + ": no text in " + change.language() + " of " + change.file() + " is \""
                        + change.was() + "\"; it has changed since it was exported");
                continue;
            }
            for (Row place : places) {
                var line = file.get(place.line() - 1);
                int colon = line.indexOf(change.language() + ":");
                if (colon < 0) {
                    faults.add(change.line() + ": the text of " + place.file() + ":" + place.line()
                            + " does not stand in one line with its language; change it there");
                } else {
                    file.set(
                            place.line() - 1,
                            line.substring(0, colon) + change.language() + ": " + written(change.text()));
                    touched.add(change.file());
                }
            }
        }
        return joined(scripts, lines, touched);
    }

    private static Map<String, String> joined(Scripts scripts, Map<String, List<String>> lines, Set<String> touched) {
        var files = new TreeMap<>(scripts.files());
        touched.forEach(file -> files.put(file, String.join("\n", lines.getOrDefault(file, List.of())) + "\n"));
        return files;
    }

    /** A text as YAML: plain where that is safe, else in quotes. */
    private static String written(String text) {
        boolean plain = text.matches("[\\p{IsHan}A-Za-z][^:#\"'\\\\\\n\\r\\t]*[^:#\"'\\\\\\s]")
                && !text.matches("(?i)(true|false|yes|no|null|on|off|n|y)");
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
