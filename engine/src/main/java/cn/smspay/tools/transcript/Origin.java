package cn.smspay.tools.transcript;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Template;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Where a text comes from that was said: by which way, and in which file and line it is written. */
final class Origin {
    private Origin() {}

    /**
     * Lines that tell it, each with a line break before it; none if nothing was walked.
     *
     * @param route what was walked since the last message or key, by the names of {@link DialogueWays}
     */
    static String of(Scripts scripts, List<String> route, String text) {
        var told = new StringBuilder();
        if (!route.isEmpty()) {
            line(told, "route    " + String.join(", then ", route));
        }
        for (ReplyTemplate reply : replies(scripts, route)) {
            for (Map.Entry<String, Template> each : reply.texts().entrySet()) {
                if (fits(each.getValue().text(), text)) {
                    var id = reply.id().isEmpty() ? "" : reply.id() + ", ";
                    line(told, "said by  " + id + reply.place(each.getKey()));
                    return told.toString();
                }
            }
        }
        return told.toString();
    }

    private static void line(StringBuilder told, String text) {
        told.append(System.lineSeparator()).append("      ").append(text);
    }

    /** Those of the dialogues on the route first, then those that all share. */
    private static Set<ReplyTemplate> replies(Scripts scripts, List<String> route) {
        var replies = new LinkedHashSet<ReplyTemplate>();
        route.stream()
                .map(way -> way.replaceFirst("[. ].*", ""))
                .distinct()
                .map(scripts.dialogs()::get)
                .filter(Objects::nonNull)
                .forEach(dialog -> replies.addAll(replies(scripts, dialog)));
        replies.addAll(scripts.common().replies().values());
        scripts.notices().values().forEach(notice -> replies.add(notice.reply()));
        return replies;
    }

    private static Set<ReplyTemplate> replies(Scripts scripts, Dialog dialog) {
        var replies = new LinkedHashSet<ReplyTemplate>();
        ReplyContext.in(dialog, new Flow(scripts, dialog)).forEach(said -> replies.add(said.reply()));
        return replies;
    }

    /** Whether a text has the parts of another between its placeholders, one after the other. */
    private static boolean fits(String template, String text) {
        var parts = template.split("<[a-z][a-z_0-9]*>", -1);
        if (template.isEmpty() || !text.startsWith(parts[0]) || !text.endsWith(parts[parts.length - 1])) {
            return false;
        }
        int from = 0;
        for (String part : parts) {
            int at = text.indexOf(part, from);
            if (at < 0) {
                return false;
            }
            from = at + part.length();
        }
        return parts.length > 1 || template.equals(text);
    }
}
