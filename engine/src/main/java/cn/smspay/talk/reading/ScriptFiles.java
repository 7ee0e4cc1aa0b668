package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads the files of {@code dialogs/} and {@code ivr-scripts/} as one consistent set, or as the list of their faults. */
public final class ScriptFiles {
    private static final String COMMON = "dialogs/_common.yaml";

    /** The file of what is said outside a conversation. */
    public static final String NOTICES = "dialogs/_notices.yaml";

    private ScriptFiles() {}

    /** Reads every file of the two folders; a folder that cannot be read is a fault, too. */
    public static Loaded load(Path dialogs, Path ivr, Catalogue catalogue) {
        var files = new TreeMap<String, String>();
        var faults = new Faults();
        gather(dialogs, "dialogs/", files, faults);
        gather(ivr, "ivr-scripts/", files, faults);
        return read(files, catalogue, faults);
    }

    /** Reads the texts of files, by their names like {@code dialogs/kt.yaml}. */
    public static Loaded read(Map<String, String> files, Catalogue catalogue) {
        return read(files, catalogue, new Faults());
    }

    private static void gather(Path folder, String prefix, Map<String, String> files, Faults faults) {
        try (var paths = Files.list(folder)) {
            paths.filter(each -> each.toString().endsWith(".yaml"))
                    .forEach(path -> readFile(path, prefix + path.getFileName(), files, faults));
        } catch (IOException e) {
            faults.add(prefix, 1, "D19", "the folder cannot be read: " + e.getMessage());
        }
    }

    private static void readFile(Path path, String name, Map<String, String> files, Faults faults) {
        try {
            files.put(name, Files.readString(path));
        } catch (IOException e) {
            faults.add(name, 1, "D19", "cannot be read; save it as UTF-8 text");
        }
    }

    private static Loaded read(Map<String, String> files, Catalogue catalogue, Faults faults) {
        var commonText = files.get(COMMON);
        if (commonText == null) {
            faults.add(COMMON, 1, "D19", "this file is missing");
            return new Loaded(null, faults.all());
        }
        var commonNode = YamlFile.read(COMMON, commonText, faults);
        if (commonNode == null) {
            return new Loaded(null, faults.all());
        }
        var shared = new CommonReader(COMMON, commonNode, faults).read();
        var dialogs = new LinkedHashMap<String, Dialog>();
        files.forEach((file, text) -> {
            var node = file.contains("/_") ? null : YamlFile.read(file, text, faults);
            if (node != null) {
                var dialog = new DialogReader(file, node, shared, catalogue, faults).read();
                var other = dialogs.putIfAbsent(dialog.name(), dialog);
                if (other != null) {
                    faults.add(file, 1, "D11", "\"" + dialog.name() + "\" is also the name of " + other.file());
                }
            }
        });
        if (faults.none()) {
            dialogs.replaceAll((name, dialog) -> dialog.withVersion(Meaning.of(dialog)));
        }
        var notices = notices(files, shared, dialogs, faults);
        var scripts = new Scripts(shared.common(), Map.copyOf(dialogs), notices, catalogue, Map.copyOf(files));
        if (faults.none()) {
            Lint.check(scripts, faults);
        }
        return new Loaded(faults.none() ? scripts : null, faults.all());
    }

    private static Map<String, Scripts.Notice> notices(
            Map<String, String> files, CommonReader.Shared shared, Map<String, Dialog> dialogs, Faults faults) {
        var notices = new LinkedHashMap<String, Scripts.Notice>();
        dialogs.values()
                .forEach(dialog -> dialog.notices()
                        .forEach((name, reply) -> notices.put(name, new Scripts.Notice(reply, dialog))));
        var text = files.get(NOTICES);
        var node = text == null ? null : YamlFile.read(NOTICES, text, faults);
        if (node != null) {
            var fields = new Fields(node, "the file", faults);
            var common = shared.common();
            new Replies(faults, common.languages(), common.segments(), common.replies())
                    .byName(fields, "notices")
                    .forEach((name, reply) -> notices.put(name, new Scripts.Notice(reply, null)));
            fields.done();
        }
        return notices;
    }
}
