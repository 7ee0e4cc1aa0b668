package cn.smspay.talk.script;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
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
    public record Notice(ReplyTemplate reply, @Nullable Dialog dialog) {}

    /** Everything that is spoken in calls, so that each text can be checked for its recording. */
    public List<ReplyTemplate> spoken() {
        var spoken = new LinkedHashSet<ReplyTemplate>();
        saidAloud((dialog, said) -> spoken.add(said.reply()));
        return List.copyOf(spoken);
    }

    /**
     * The templates of {@link #spoken} in one language: with the lines of listings, and with every word that may stand for
     * one of their placeholders.
     */
    public List<Template> spokenTexts(String language) {
        var texts = new LinkedHashSet<Template>();
        saidAloud((dialog, said) -> each(said, language, (template, row) -> {
            texts.add(template);
            template.names()
                    .forEach(name ->
                            values(name, dialog, said, row, language).forEach(word -> texts.add(Template.of(word))));
        }));
        return List.copyOf(texts);
    }

    /** Placeholders of spoken texts for which any text may stand, so that nobody can record it; each with its place. */
    public List<String> unspeakable(String language) {
        var found = new LinkedHashSet<String>();
        saidAloud((dialog, said) -> each(
                said,
                language,
                (template, row) -> template.names().stream()
                        .filter(name ->
                                values(name, dialog, said, row, language).isEmpty()
                                        && kind(name, dialog, said, row) == ValueKind.TEXT)
                        .forEach(name -> found.add(
                                said.reply().file() + ':' + said.reply().line() + ": <" + name
                                        + "> may be any text, for which there is no recording"))));
        return List.copyOf(found);
    }

    /** The languages that calls are held in. */
    public List<String> spokenLanguages() {
        return dialogs.values().stream()
                .filter(dialog -> dialog.voice() != null)
                .flatMap(dialog -> dialog.languages().stream())
                .distinct()
                .toList();
    }

    private void saidAloud(BiConsumer<Dialog, ReplyContext> what) {
        for (Dialog dialog : dialogs.values()) {
            if (dialog.voice() != null) {
                ReplyContext.in(dialog, new Flow(this, dialog)).stream()
                        .filter(said -> !said.bySms())
                        .forEach(said -> what.accept(dialog, said));
            }
        }
    }

    /** The texts of a reply and of its lines, each with what the catalogue says of the line. */
    private static void each(
            ReplyContext said, String language, BiConsumer<Template, Map<String, Catalogue.Output>> what) {
        var text = said.reply().texts().get(language);
        if (text != null) {
            what.accept(text, Map.of());
        }
        said.reply().rows().forEach((sort, row) -> {
            var line = row.texts().get(language);
            var outputs = said.sort() == null ? null : said.sort().rows().get(sort);
            if (line != null) {
                what.accept(line, outputs == null ? Map.of() : outputs.outputs());
            }
        });
    }

    /** The words that may stand for a placeholder, where they are known beforehand. */
    private List<String> values(
            String name, Dialog dialog, ReplyContext said, Map<String, Catalogue.Output> row, String language) {
        if (kind(name, dialog, said, row) == ValueKind.WORD) {
            return common.words().values().stream()
                    .map(word -> word.getOrDefault(language, ""))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
        return name.equals("op") ? List.of(dialog.title().getOrDefault(language, "")) : List.of();
    }

    private static ValueKind kind(String name, Dialog dialog, ReplyContext said, Map<String, Catalogue.Output> row) {
        var output = row.containsKey(name) || said.sort() == null
                ? row.get(name)
                : said.sort().outputs().get(name);
        if (output != null) {
            return output.kind();
        }
        if (said.extras().containsKey(name)) {
            return ValueKind.COUNT;
        }
        return dialog.kinds().getOrDefault(name, ValueKind.TEXT);
    }
}
