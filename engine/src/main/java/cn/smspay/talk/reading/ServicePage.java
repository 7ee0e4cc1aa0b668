package cn.smspay.talk.reading;

import static cn.smspay.talk.reading.FlowPicture.escaped;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.Scripts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole service on one page that needs nothing else: every dialogue and voice menu with its picture, its steps, its texts
 * with the most that they can become, and which ways the transcripts walk. No script; a browser's search finds everything.
 */
public final class ServicePage {
    private static final String HEAD = """
            <!doctype html>
            <html lang="zh"><head><meta charset="utf-8"><title>%s</title>
            <meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>
            body { font: 15px/1.5 sans-serif; margin: 1em auto; max-width: 62em; padding: 0 1em; color: #222 }
            h1 { font-size: 1.5em } h2 { border-top: 2px solid #ccc; padding-top: .6em; font-size: 1.25em }
            nav a { margin-right: .8em } table { border-collapse: collapse; width: 100%% }
            td, th { border: 1px solid #ddd; padding: .2em .5em; text-align: left; vertical-align: top }
            td.few { white-space: nowrap } td.at { white-space: nowrap; font-family: monospace } .few { color: #666; font-size: .85em }
            .id { color: #0060a0; font-weight: bold } svg { font: 13px sans-serif; display: block }
            .picture { overflow-x: auto; margin-bottom: 1em } p, li, div { overflow-wrap: anywhere }
            svg .step { fill: #f4f8ff; stroke: #68a } svg .name { font-weight: bold; fill: #024 }
            svg .way { fill: none; stroke-width: 1.5 } path.walked { stroke: #2a7a2a } path.missing { stroke: #c02020; stroke-dasharray: 5 4 }
            path.unknown { stroke: #777 } text.walked { fill: #2a7a2a } text.missing { fill: #c02020 } text.unknown { fill: #555 }
            ul.missing { color: #c02020; font-family: monospace }
            @media (max-width: 45em) {
            table, tbody, tr, td { display: block } tr { border: 1px solid #bbb; margin-bottom: .5em } td { border: 0 }
            tr.head { display: none } td.at { white-space: normal; overflow-wrap: anywhere; background: #f4f4f4 }
            nav a { display: block } }
            @media print { h2 { break-before: page } }
            </style></head><body>
            """;

    private final Scripts scripts;
    private final Optional<Set<String>> walked;
    private final Optional<List<String>> missing;
    private final StringBuilder page = new StringBuilder();

    private ServicePage(Scripts scripts, Optional<Set<String>> walked, Optional<List<String>> missing) {
        this.scripts = scripts;
        this.walked = walked;
        this.missing = missing;
    }

    /**
     * The page.
     *
     * @param walked ways that transcripts walk, like {@code tx.ask_pin answer}; empty if nobody has looked
     * @param missing those that none walks
     */
    public static String of(
            Scripts scripts, String title, Optional<Set<String>> walked, Optional<List<String>> missing) {
        return new ServicePage(scripts, walked, missing).write(title);
    }

    private String write(String title) {
        page.append(String.format(Locale.ROOT, HEAD, escaped(title)));
        tag("h1", title);
        var dialogs = new TreeMap<>(scripts.dialogs());
        page.append("<nav>");
        dialogs.forEach((name, dialog) -> page.append("<a href=\"#")
                .append(escaped(name))
                .append("\">")
                .append(escaped(title(dialog)))
                .append("</a> "));
        page.append("<a href=\"#common\">common</a></nav>\n");
        coverage();
        dialogs.values().forEach(this::dialog);
        page.append("<h2 id=\"common\">common</h2>\n");
        texts("common", null, Sayings.common(scripts));
        return page.append("</body></html>\n").toString();
    }

    private static String title(Dialog dialog) {
        return dialog.name() + " " + String.join(" / ", dialog.title().values());
    }

    private void coverage() {
        if (walked.isEmpty() || missing.isEmpty()) {
            tag("p", "Nobody has played the transcripts for this page.");
            return;
        }
        var none = missing.get();
        tag(
                "p",
                none.isEmpty()
                        ? "Transcripts walk every way."
                        : none.size() + " ways are walked by no transcript (red, dashed):");
        if (!none.isEmpty()) {
            page.append("<ul class=\"missing\">");
            none.forEach(way -> tag("li", way));
            page.append("</ul>\n");
        }
    }

    private void dialog(Dialog dialog) {
        page.append("<h2 id=\"").append(escaped(dialog.name())).append("\">");
        page.append(escaped(title(dialog))).append("</h2>\n");
        var words = dialog.commands().stream()
                .map(command -> String.join(" ", command.words())
                        + (command.take().isEmpty() ? "" : " (+ " + command.take() + ")"))
                .toList();
        tag("p", dialog.file() + (words.isEmpty() ? "" : "; opened by " + String.join(", ", words)));
        page.append("<div class=\"picture\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(escaped(dialog.name()))
                .append("\">")
                .append(FlowPicture.of(dialog, walked))
                .append("</div>\n");
        texts(dialog.name(), dialog, Sayings.of(scripts, dialog));
    }

    private void texts(String name, @Nullable Dialog dialog, Map<String, List<ReplyContext>> sayings) {
        var silent =
                new TreeSet<>(dialog == null ? Set.<String>of() : dialog.steps().keySet());
        silent.removeAll(sayings.keySet());
        var first = new TreeMap<String, String>();
        sayings.keySet().forEach(place -> first.putIfAbsent(place.replaceFirst("\\..*", ""), place));
        silent.stream().filter(step -> !first.containsKey(step)).forEach(step -> anchor(name, step));
        page.append("<table><tr class=\"head\"><th>where</th><th>text</th><th>at most</th></tr>\n");
        sayings.forEach((place, all) -> {
            page.append("<tr id=\"").append(escaped(name + "-" + place)).append("\"><td class=\"at\">");
            var step = place.replaceFirst("\\..*", "");
            if (silent.contains(step) && place.equals(first.get(step))) {
                anchor(name, step);
            }
            page.append(escaped(place)).append("</td><td>");
            all.forEach(this::text);
            page.append("</td><td class=\"few\">");
            all.forEach(said -> size(dialog, said));
            page.append("</td></tr>\n");
        });
        page.append("</table>\n");
    }

    /** Where the picture leads for a step that has no text of its own. */
    private void anchor(String name, String step) {
        page.append("<span id=\"").append(escaped(name + "-" + step)).append("\"></span>");
    }

    private void text(ReplyContext said) {
        var id = said.reply().id();
        said.reply()
                .texts()
                .forEach((language, template) -> page.append("<div>")
                        .append(id.isEmpty() ? "" : "<span class=\"id\">" + escaped(id) + "</span> ")
                        .append("<span class=\"few\">")
                        .append(escaped(language))
                        .append("</span> ")
                        .append(escaped(template.text()))
                        .append("</div>"));
        said.reply()
                .rows()
                .values()
                .forEach(row -> row.texts()
                        .forEach((language, template) -> page.append("<div>– ")
                                .append(escaped(template.text()))
                                .append("</div>")));
    }

    private void size(@Nullable Dialog dialog, ReplyContext said) {
        if (dialog == null) {
            return;
        }
        var widths = new Widths(scripts, dialog);
        said.reply().texts().forEach((language, template) -> {
            var size = widths.longest(said, language, template);
            tag("div", size.characters() + (said.bySms() ? " / " + size.messages() + " SMS" : ""));
        });
    }

    private void tag(String tag, String text) {
        page.append('<')
                .append(tag)
                .append('>')
                .append(escaped(text))
                .append("</")
                .append(tag)
                .append(">\n");
    }
}
