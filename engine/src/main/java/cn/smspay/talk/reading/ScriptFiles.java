package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.Place;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Scripts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the files of {@code dialogs/} and {@code ivr-scripts/} as one consistent set, or as the list of their faults. */
public final class ScriptFiles {
    /** The file of what all dialogues share. */
    static final String COMMON = "dialogs/_common.yaml";

    /** The file of what is said outside a conversation. */
    public static final String NOTICES = "dialogs/_notices.yaml";

    private ScriptFiles() {}

    /** Reads every file of the two folders; a folder that cannot be read is a fault, too. */
    public static Loaded load(Path dialogs, Path ivr, Catalogue catalogue) {
        var files = new TreeMap<String, String>();
        var faults = new Faults();
        new ScriptFolder(dialogs, "dialogs/", files, faults).read();
        new ScriptFolder(ivr, "ivr-scripts/", files, faults).read();
        return read(files, catalogue, faults);
    }

    /** Reads the texts of files, by their names like {@code dialogs/kt.yaml}. */
    public static Loaded read(Map<String, String> files, Catalogue catalogue) {
        return read(files, catalogue, new Faults());
    }

    private static Loaded read(Map<String, String> files, Catalogue catalogue, Faults faults) {
        var nodes = new TreeMap<String, Node>();
        files.forEach((file, text) -> {
            var node = YamlFile.read(file, text, faults);
            if (node != null) {
                nodes.put(file, node);
            }
        });
        new SharedFiles(nodes, faults).check();
        var common = nodes.get(COMMON);
        if (common == null) {
            return new Loaded(null, faults.all());
        }
        var shared = new CommonReader(COMMON, common, catalogue.guards(), faults).read();
        var dialogs = new LinkedHashMap<String, Dialog>();
        var declared = new LinkedHashMap<String, Declared>();
        nodes.forEach((file, node) -> {
            if (!file.contains("/_")) {
                var reader = new DialogReader(file, node, shared, catalogue, faults);
                var dialog = reader.read();
                declared.put(dialog.name(), reader.declared());
                var other = dialogs.putIfAbsent(dialog.name(), dialog);
                if (other != null) {
                    // The file that is called so keeps the name.
                    boolean keeps = file.endsWith("/" + dialog.name() + ".yaml");
                    var wrong = nodes.get(keeps ? other.file() : file);
                    faults.add(
                            name(wrong == null ? node : wrong),
                            "D11",
                            "\"" + dialog.name() + "\" is also the name of " + (keeps ? file : other.file()));
                }
            }
        });
        if (faults.none()) {
            dialogs.replaceAll((name, dialog) -> dialog.withVersion(Meaning.of(dialog)));
        }
        var notices = notices(nodes.get(NOTICES), shared, dialogs, catalogue, faults);
        shared.languages().report(Place.line(COMMON, new Fields(common, "the file", faults).line("languages")), faults);
        var scripts = new Scripts(shared.common(), Map.copyOf(dialogs), notices, catalogue, Map.copyOf(files));
        new Lint(scripts, declared, nodes, faults).check();
        return new Loaded(faults.none() ? scripts : null, FaultSummary.once(faults.all()));
    }

    /** Where a dialogue is named. */
    private static Place name(Node file) {
        var field = file.fields().get(file.fields().containsKey("dialog") ? "dialog" : "ivr");
        return field == null ? file.place() : field.value().place();
    }

    private static Map<String, Scripts.Notice> notices(
            @Nullable Node node,
            CommonReader.Shared shared,
            Map<String, Dialog> dialogs,
            Catalogue catalogue,
            Faults faults) {
        var notices = new LinkedHashMap<String, Scripts.Notice>();
        dialogs.values()
                .forEach(dialog -> dialog.notices()
                        .forEach((name, reply) -> notices.put(name, new Scripts.Notice(reply, dialog))));
        if (node != null) {
            var fields = new Fields(node, "the file", faults);
            var common = shared.common();
            new ReplyReader(
                            faults,
                            shared.languages(),
                            common.segments(),
                            common.replies(),
                            new GuardReader(catalogue.guards(), common.calendar(), common.languages(), faults))
                    .byName(fields, "notices")
                    .forEach((name, reply) -> notices.put(name, new Scripts.Notice(reply, null)));
            fields.done();
        }
        return notices;
    }

    /** D19: the two files that are not dialogues are there, under their names. What stands in a file of another name is read by nobody. */
    private static final class SharedFiles {
        private static final String RULE = "D19";
        private static final String FOLDER = "dialogs/";

        private final Map<String, Node> nodes;
        private final Faults faults;

        SharedFiles(Map<String, Node> nodes, Faults faults) {
            this.nodes = nodes;
            this.faults = faults;
        }

        void check() {
            required(COMMON, "what all dialogues share");
            required(NOTICES, "what is said outside a conversation");
            for (String file : List.copyOf(nodes.keySet())) {
                if (file.contains("/_") && !file.equals(COMMON) && !file.equals(NOTICES)) {
                    nodes.remove(file);
                    faults.add(
                            file,
                            1,
                            RULE,
                            "is not read because of its name: only _common.yaml and _notices.yaml in dialogs/ begin with _");
                }
            }
        }

        private void required(String file, String holds) {
            if (nodes.containsKey(file)
                    || faults.any(
                            fault -> fault.file().equals(file) || fault.file().equals(FOLDER))) {
                return;
            }
            var misnamed = nodes.keySet().stream()
                    .filter(each -> each.startsWith(FOLDER) && isMeant(each, file))
                    .findFirst();
            if (misnamed.isPresent()) {
                nodes.remove(misnamed.get());
                faults.add(misnamed.get(), 1, RULE, "is not read because of its name; rename it to " + name(file));
            } else {
                faults.add(file, 1, RULE, "this file is missing; " + holds + " stands in it");
            }
        }

        private static boolean isMeant(String file, String wanted) {
            var name = name(file);
            return name.startsWith("_")
                    ? Faults.isNear(name, name(wanted))
                    : name.equals(name(wanted).substring(1));
        }

        private static String name(String file) {
            return file.substring(file.lastIndexOf('/') + 1);
        }
    }
}
