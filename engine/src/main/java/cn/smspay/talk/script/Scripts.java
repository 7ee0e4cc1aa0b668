package cn.smspay.talk.script;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One consistent set of dialogues and voice menus. Immutable.
 *
 * @param dialogs by name: those by short message, and the voice menus under the number that is dialled
 * @param files the texts that all this was read from, by name like {@code dialogs/kt.yaml}
 * @param notices what is said outside a conversation, with the dialogue that it belongs to
 */
public record Scripts(
        Common common,
        Map<String, Dialog> dialogs,
        Map<String, Notice> notices,
        Catalogue catalogue,
        Map<String, String> files) {
    /** A notice, and its dialogue if it has one. */
    public record Notice(Reply reply, @Nullable Dialog dialog) {}

    /** Everything that is spoken in calls, so that each text can be checked for its recording. */
    public List<Reply> spoken() {
        var spoken = new LinkedHashSet<Reply>();
        for (Dialog dialog : dialogs.values()) {
            if (dialog.voice() != null) {
                Said.in(dialog, new Flow(this, dialog)).stream()
                        .filter(said -> !said.bySms())
                        .forEach(said -> spoken.add(said.reply()));
            }
        }
        return List.copyOf(spoken);
    }

    /** The templates of {@link #spoken}, listings' lines included, in one language. */
    public List<Template> spokenTexts(String language) {
        var texts = new LinkedHashSet<Template>();
        for (Reply reply : spoken()) {
            texts(reply, language, texts);
        }
        return List.copyOf(texts);
    }

    private static void texts(Reply reply, String language, Set<Template> into) {
        var text = reply.texts().get(language);
        if (text != null) {
            into.add(text);
        }
        reply.rows().values().forEach(row -> texts(row, language, into));
    }
}
