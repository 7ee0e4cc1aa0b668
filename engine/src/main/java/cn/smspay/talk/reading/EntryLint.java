package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.Place;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the engine looks up by name: D01 dialogues that nothing begins, D03 and D04 the words of values. */
final class EntryLint {
    private static final String WORDS = "words";
    private static final String COMMANDS = "commands";

    private final Scripts scripts;
    private final Map<String, Node> nodes;
    private final Faults faults;

    /** @param nodes what stands in each file */
    EntryLint(Scripts scripts, Map<String, Node> nodes, Faults faults) {
        this.scripts = scripts;
        this.nodes = nodes;
        this.faults = faults;
    }

    /** @param sound whether a file is in order so far */
    void check(Predicate<String> sound) {
        if (sound.test(scripts.common().file())) {
            words();
        }
        boolean callsAreKnown = nodes.keySet().stream()
                .filter(file -> file.startsWith("ivr-scripts/"))
                .allMatch(sound);
        if (!callsAreKnown || scripts.catalogue().begun().isEmpty()) {
            return;
        }
        var begun = begun();
        for (Dialog dialog : scripts.dialogs().values()) {
            boolean opens = dialog.voice() != null || !dialog.commands().isEmpty() || begun.contains(dialog.name());
            if (!opens && sound.test(dialog.file())) {
                faults.add(
                        place(dialog.file()),
                        "D01",
                        "no word opens the dialogue; list some under \"commands\", like \"- words: [TX, 提现]\"");
            }
        }
    }

    private Set<String> begun() {
        var begun = new HashSet<>(scripts.catalogue().begun());
        for (Dialog dialog : scripts.dialogs().values()) {
            for (Step step : dialog.steps().values()) {
                if (step instanceof Step.StartSms start) {
                    begun.add(start.dialog());
                }
            }
        }
        return begun;
    }

    private Place place(String file) {
        var node = nodes.get(file);
        var fields = node == null ? Map.<String, Node.Field>of() : node.fields();
        var field = fields.getOrDefault(COMMANDS, fields.get("dialog"));
        return field == null ? Place.line(file, 1) : field.place();
    }

    /** A word that is not written leaves a text without its value. */
    private void words() {
        var known = scripts.catalogue().words();
        var block = block();
        if (known.isEmpty() || block == null) {
            return;
        }
        var written = block.value().fields();
        var missing = new HashSet<>(known);
        missing.removeAll(written.keySet());
        written.forEach((word, field) -> {
            if (!known.contains(word)) {
                faults.unknown(field.place(), "word", word, missing.isEmpty() ? known : missing);
                missing.removeIf(each -> Faults.isNear(word, each));
            }
        });
        missing.stream()
                .sorted()
                .forEach(word -> faults.add(
                        block.place(), "D04", "word \"" + word + "\" is not written; add it under \"words\""));
    }

    private Node.@Nullable Field block() {
        var common = nodes.get(scripts.common().file());
        return common == null ? null : common.fields().get(WORDS);
    }
}
