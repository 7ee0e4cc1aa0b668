package cn.smspay.talk.reading;

import cn.smspay.base.text.SmsLength;
import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import cn.smspay.talk.script.Template;
import cn.smspay.talk.script.ValueKind;
import java.util.HashMap;
import java.util.Map;

/** D07: the longest that a short message can become. */
final class Widths {
    /** The longest that a text can become, and how many short messages that takes. */
    record Size(int characters, int messages) {}

    /** Lines of a listing of one sort: the three newest transactions (D-08). */
    private static final int LINES = 3;

    private final Scripts scripts;
    private final Dialog dialog;

    Widths(Scripts scripts, Dialog dialog) {
        this.scripts = scripts;
        this.dialog = dialog;
    }

    void check(ReplyContext said, Faults faults) {
        said.reply()
                .texts()
                .forEach((language, template) -> check(
                        said.reply(),
                        language,
                        template,
                        widths(said, language, template),
                        written(said, template),
                        faults));
    }

    /** How long a text that is said there can become in a language. */
    Size longest(ReplyContext said, String language, Template template) {
        return size(template, widths(said, language, template), written(said, template));
    }

    private Map<String, Integer> widths(ReplyContext said, String language, Template template) {
        var widths = new HashMap<String, Integer>(said.extras());
        template.names().forEach(name -> widths.putIfAbsent(name, width(name, said, language)));
        if (template.names().contains(ReplyContext.OPTIONS)) {
            widths.put(ReplyContext.OPTIONS, options(said.reply(), language));
        }
        if (template.names().contains("rows")) {
            widths.put("rows", rows(said, language));
        }
        return widths;
    }

    private static Size size(Template template, Map<String, Integer> widths, boolean chineseValues) {
        int length = length(template, widths);
        boolean gsm = SmsLength.isGsm(template.text()) && !chineseValues;
        return new Size(length, SmsLength.segments(length + (gsm ? SmsLength.escapes(template.text()) : 0), gsm));
    }

    static void check(
            ReplyTemplate reply,
            String language,
            Template template,
            Map<String, Integer> widths,
            boolean chineseValues,
            Faults faults) {
        var size = size(template, widths, chineseValues);
        int length = size.characters();
        int needed = size.messages();
        int most = reply.segments().getOrDefault(language, 1);
        if (needed > most) {
            faults.add(
                    reply.place(language),
                    "D07",
                    "reply " + (reply.id().isEmpty() ? "" : reply.id() + " ") + "in " + language + " can take " + length
                            + " characters, " + needed
                            + " short messages; allowed " + (most == 1 ? "is 1" : "are " + most)
                            + ": shorten it"
                            + (needed > ReplyReader.SEGMENTS_MAX ? "" : " or write \"segments: '" + needed + "'\""));
        }
    }

    static int length(Template template, Map<String, Integer> widths) {
        int length = template.text().length();
        for (String name : template.names()) {
            int times = template.text().split("<" + name + ">", -1).length - 1;
            length += times * (widths.getOrDefault(name, 0) - name.length() - 2);
        }
        return length;
    }

    /** Names of banks and shops are Chinese in every language, and then so is the whole message's alphabet. */
    private static boolean written(ReplyContext said, Template template) {
        var sort = said.sort();
        return sort != null
                && template.names().stream()
                        .map(name -> sort.outputs().get(name))
                        .anyMatch(output -> output != null && output.kind() == ValueKind.TEXT && !output.secret());
    }

    private int width(String name, ReplyContext said, String language) {
        var output = said.sort() == null ? null : said.sort().outputs().get(name);
        if (output != null) {
            return width(scripts, output, language);
        }
        var slot = dialog.slots().get(name);
        if (slot != null) {
            return slot.width();
        }
        if (name.equals("op")) {
            return dialog.title().getOrDefault(language, "").length();
        }
        if (name.equals("cmd")) {
            return dialog.word().length();
        }
        if (name.equals("nothing_moved")) {
            return dialog.nothingMoved().getOrDefault(language, "").length();
        }
        if (name.equals("tries")) {
            return 1;
        }
        var setting = scripts.common().settings().get(name);
        if (setting != null) {
            return setting;
        }
        return scripts.catalogue().limits().getOrDefault(name, held(name, language));
    }

    /** The widest that any action of the dialogue gives under this name. */
    private int held(String name, String language) {
        int widest = 0;
        for (Step step : dialog.steps().values()) {
            var action =
                    step instanceof Step.Do act ? scripts.catalogue().actions().get(act.action()) : null;
            if (action != null) {
                for (var outcome : action.outcomes().values()) {
                    var output = outcome.outputs().get(name);
                    widest = Math.max(widest, output == null ? 0 : width(scripts, output, language));
                }
            }
        }
        return widest;
    }

    static int width(Scripts scripts, Catalogue.Output output, String language) {
        boolean translated = output.kind() == ValueKind.WORD
                && !language.equals(scripts.common().languages().get(0));
        return translated
                ? scripts.common().words().values().stream()
                        .mapToInt(word -> word.getOrDefault(language, "").length())
                        .max()
                        .orElse(0)
                : output.width();
    }

    /** All labels of the menu that says this, as if all were offered at once. */
    private int options(ReplyTemplate reply, String language) {
        int widest = 0;
        for (Step step : dialog.steps().values()) {
            if (step instanceof Step.Ask ask && ask.say().contains(reply)) {
                int join = reply.join()
                        .getOrDefault(language, ReplyContext.join(language))
                        .length();
                int sum = ask.choices().stream()
                        .flatMap(choice -> choice.say().stream())
                        .map(label -> label.texts().getOrDefault(language, Template.EMPTY))
                        .mapToInt(label -> label.text().length() + join)
                        .sum();
                widest = Math.max(widest, sum - join);
            }
        }
        return widest;
    }

    private int rows(ReplyContext said, String language) {
        var sort = said.sort();
        if (sort == null) {
            return 0;
        }
        int sum = 0;
        int join = said.reply().join().getOrDefault(language, "").length();
        for (var entry : said.reply().rows().entrySet()) {
            var row = sort.rows().get(entry.getKey());
            var template = entry.getValue().texts().get(language);
            if (row != null && template != null) {
                var widths = new HashMap<String, Integer>();
                row.outputs().forEach((name, output) -> widths.put(name, width(scripts, output, language)));
                sum += (length(template, widths) + join) * (sort.rows().size() == 1 ? LINES : 1);
            }
        }
        return sum;
    }
}
