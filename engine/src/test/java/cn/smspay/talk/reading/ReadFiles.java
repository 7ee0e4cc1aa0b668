package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.Scripts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files as they are read, before any lint has looked at them: what a lint says of them is then its own. */
final class ReadFiles {
    final Map<String, Node> nodes = new TreeMap<>();
    final Map<String, Declared> declared = new LinkedHashMap<>();
    final Scripts scripts;

    ReadFiles(Map<String, String> files) {
        this(files, SmallFiles.CATALOGUE);
    }

    ReadFiles(Map<String, String> files, Catalogue catalogue) {
        var reading = new Faults();
        files.forEach(
                (file, text) -> nodes.put(file, Objects.requireNonNull(YamlFile.read(file, text, reading), text)));
        var shared = new CommonReader(ScriptFiles.COMMON, node(ScriptFiles.COMMON), catalogue.guards(), reading).read();
        var dialogs = new LinkedHashMap<String, Dialog>();
        nodes.forEach((file, node) -> {
            if (!file.contains("/_")) {
                var reader = new DialogReader(file, node, shared, catalogue, reading);
                var dialog = reader.read();
                dialogs.put(dialog.name(), dialog);
                declared.put(dialog.name(), reader.declared());
            }
        });
        var notices = new LinkedHashMap<String, Scripts.Notice>();
        var guards = new GuardReader(
                catalogue.guards(), shared.common().calendar(), shared.common().languages(), reading);
        new ReplyReader(reading, shared.languages(), 1, shared.common().replies(), guards)
                .byName(new Fields(node(ScriptFiles.NOTICES), "the file", reading), "notices")
                .forEach((name, reply) -> notices.put(name, new Scripts.Notice(reply, null)));
        if (!reading.none()) {
            throw new AssertionError(reading.all());
        }
        scripts = new Scripts(shared.common(), dialogs, notices, catalogue, files);
    }

    private Node node(String file) {
        return Objects.requireNonNull(nodes.get(file));
    }

    Dialog dialog(String name) {
        return Objects.requireNonNull(scripts.dialogs().get(name));
    }

    Flow flow(String name) {
        return new Flow(scripts, dialog(name));
    }

    /** What a lint has said, one after the other. */
    static String told(Faults faults) {
        return faults.all().stream().map(Fault::toString).collect(Collectors.joining(" & "));
    }
}
