package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Node;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** D01 replies and outcomes that nothing leads to. D25 one number that stands on two texts. */
final class UseLint {
    private static final Pattern PLACEHOLDER = Pattern.compile("<[a-z_0-9]+>");
    private static final String OUTCOMES = "outcomes";

    private final Scripts scripts;
    private final Map<String, Node> nodes;
    private final Faults faults;

    /** @param nodes what stands in each file */
    UseLint(Scripts scripts, Map<String, Node> nodes, Faults faults) {
        this.scripts = scripts;
        this.nodes = nodes;
        this.faults = faults;
    }

    /** @param sound whether all else of a file is in order */
    void check(Predicate<String> sound) {
        boolean allSound = nodes.keySet().stream().allMatch(sound);
        var common = scripts.common().file();
        nodes.forEach((file, node) -> {
            boolean ofAll = file.equals(common);
            if (ofAll ? faults.none() : !faults.any(fault -> fault.file().equals(file))) {
                var named = new HashSet<String>();
                (ofAll ? nodes.values() : List.of(node)).forEach(each -> texts(each, named));
                replies(node, named);
            }
        });
        var shared = nodes.get(common);
        if (shared != null) {
            outcomes(shared, scripts.catalogue().outcomes());
        }
        scripts.dialogs().values().stream()
                .filter(dialog -> sound.test(dialog.file()))
                .forEach(this::dialog);
        if (allSound && faults.none()) {
            numbers();
        }
    }

    private static void texts(Node node, Set<String> named) {
        if (node.isText()) {
            named.add(node.text());
        }
        node.items().forEach(item -> texts(item, named));
        node.fields().values().forEach(field -> texts(field.value(), named));
    }

    private void replies(Node file, Set<String> named) {
        entries(file, "replies").forEach((name, field) -> {
            if (!named.contains(name)) {
                faults.add(
                        field.place(),
                        "D01",
                        "nothing says the reply \"" + name + "\"; remove it, or name it somewhere");
            }
        });
    }

    private void outcomes(Node file, Set<String> known) {
        entries(file, OUTCOMES).forEach((name, field) -> {
            if (!known.contains(name)) {
                faults.add(
                        field.place(),
                        "D04",
                        "no action ends in \"" + name + "\" here; " + Faults.suggestion(name, known));
            }
        });
    }

    private static Map<String, Node.Field> entries(Node file, String key) {
        var field = file.fields().get(key);
        return field == null ? Map.of() : field.value().fields();
    }

    private void dialog(Dialog dialog) {
        var file = nodes.get(dialog.file());
        if (file == null) {
            return;
        }
        var ends = new TreeSet<String>();
        boolean asks = false;
        for (Step step : dialog.steps().values()) {
            asks |= step instanceof Step.Ask;
            var action =
                    step instanceof Step.Do act ? scripts.catalogue().actions().get(act.action()) : null;
            ends.addAll(action == null ? Set.of() : action.outcomes().keySet());
        }
        outcomes(file, ends);
        for (String key : List.of("late", "give_up")) {
            var field = file.fields().get(key);
            if (dialog.voice() == null && !asks && field != null) {
                faults.add(
                        field.place(), "D01", "\"" + key + "\" is never said: no step of the dialogue asks; remove it");
            }
        }
    }

    /** A number names one text, so that who looks it up finds that one; those of a family name several. */
    private void numbers() {
        var first = new HashMap<String, ReplyTemplate>();
        for (ReplyTemplate reply : all()) {
            if (reply.id().isEmpty() || scripts.common().families().contains(reply.id())) {
                continue;
            }
            var other = first.putIfAbsent(reply.id(), reply);
            if (other != null && !text(other).equals(text(reply))) {
                faults.warn(
                        reply.place(Languages.FIRST),
                        "D25",
                        "number " + reply.id() + " stands on another text, too: " + other.place(Languages.FIRST)
                                + "; give this one a number of its own, or list " + reply.id()
                                + " under \"families\" in dialogs/_common.yaml");
            }
        }
    }

    /** The words, whatever its values are called. */
    private static String text(ReplyTemplate reply) {
        var text = reply.texts().get(Languages.FIRST);
        return text == null ? "" : PLACEHOLDER.matcher(text.text()).replaceAll("<>");
    }

    private Set<ReplyTemplate> all() {
        var replies =
                new LinkedHashSet<ReplyTemplate>(scripts.common().replies().values());
        for (Dialog dialog : new TreeMap<>(scripts.dialogs()).values()) {
            ReplyContext.in(dialog, new Flow(scripts, dialog)).forEach(said -> replies.add(said.reply()));
            replies.addAll(dialog.notices().values());
        }
        new TreeMap<>(scripts.notices()).values().forEach(notice -> replies.add(notice.reply()));
        return replies;
    }
}
