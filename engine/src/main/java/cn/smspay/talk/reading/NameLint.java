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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * D03: every step, slot, dialogue and notice that is named exists; D04 for
 * notices and words: each one is said; D01 for dialogues that nothing begins.
 */
final class NameLint {
    private static final String WORDS = "words";
    private static final String COMMANDS = "commands";

    private final Scripts scripts;
    private final Map<String, Declared> declared;
    private final Map<String, Node> nodes;
    private final Faults faults;

    /** @param nodes what stands in each file */
    NameLint(Scripts scripts, Map<String, Declared> declared, Map<String, Node> nodes, Faults faults) {
        this.nodes = nodes;
        this.scripts = scripts;
        this.declared = declared;
        this.faults = faults;
    }

    /** @param sound whether a file is in order so far */
    void check(Predicate<String> sound) {
        names();
        entries(sound);
    }

    private void names() {
        scripts.dialogs().values().forEach(this::check);
        var known = scripts.catalogue().notices().keySet();
        scripts.notices().forEach((name, notice) -> {
            if (!known.contains(name)) {
                var reply = notice.reply();
                faults.unknown(reply.file(), reply.line(), "notice", name, known);
            }
        });
        if (someFileIsUnread() || faults.any(fault -> fault.text().startsWith("unknown key"))) {
            return;
        }
        var missing = known.stream()
                .filter(name -> !scripts.notices().containsKey(name))
                .filter(name -> scripts.notices().keySet().stream()
                        .noneMatch(other -> !known.contains(other) && Faults.isNear(other, name)))
                .map(name -> '"' + name + '"')
                .toList();
        if (!missing.isEmpty()) {
            boolean one = missing.size() == 1;
            faults.add(
                    ScriptFiles.NOTICES,
                    1,
                    "D04",
                    (one ? "notice " : "notices ") + String.join(", ", missing)
                            + (one ? " is not said; add it" : " are not said; add them")
                            + " under \"notices\", here or in a dialogue");
        }
        begunByTheService();
    }

    private void begunByTheService() {
        scripts.catalogue().begun().stream()
                .filter(name -> !scripts.dialogs().containsKey(name))
                .sorted()
                .forEach(name -> faults.add(
                        "dialogs/" + name + ".yaml",
                        1,
                        "D19",
                        "there is no dialogue \"" + name
                                + "\", which the service begins by itself; put the file back, with \"dialog: " + name
                                + "\" in it"));
    }

    /** Then nobody can say whether the name that is missing stands in it. */
    private boolean someFileIsUnread() {
        var read = scripts.dialogs().values().stream().map(Dialog::file).collect(Collectors.toSet());
        read.add(scripts.common().file());
        boolean misnamed = nodes.keySet().stream().anyMatch(file -> !file.contains("/_") && !read.contains(file))
                || faults.any(fault -> fault.text().startsWith("a dialogue has a name"));
        return misnamed || faults.any(fault -> !read.contains(fault.file()));
    }

    private Declared declared(Dialog dialog) {
        return declared.getOrDefault(dialog.name(), Declared.NOTHING);
    }

    private void check(Dialog dialog) {
        dialog.steps().values().forEach(each -> startedBySms(each));
    }

    private void startedBySms(Step step) {
        if (step instanceof Step.StartSms start) {
            var target = scripts.dialogs().get(start.dialog());
            if (target == null && !start.dialog().isEmpty() && !someFileIsUnread()) {
                faults.unknown(
                        start.places().dialog(),
                        "dialogue",
                        start.dialog(),
                        scripts.dialogs().keySet());
            } else if (target != null) {
                var known = declared(target).steps();
                if (!start.at().isEmpty() && !known.isEmpty() && !known.contains(start.at())) {
                    faults.unknown(start.places().at(), "step", start.at(), known);
                }
            }
        }
    }

    /** @param sound whether a file is in order so far */
    private void entries(Predicate<String> sound) {
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
            if (!opens && !faults.any(fault -> fault.file().equals(dialog.file()))) {
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
        var field = fields.containsKey(COMMANDS) ? fields.get(COMMANDS) : fields.get("dialog");
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
