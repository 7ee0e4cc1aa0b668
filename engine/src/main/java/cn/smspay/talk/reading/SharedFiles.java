package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Node;
import java.util.List;
import java.util.Map;

/** D19: the two files that are not dialogues are there, under their names. What stands in a file of another name is read by nobody. */
final class SharedFiles {
    private static final String RULE = "D19";
    private static final String FOLDER = "dialogs/";

    private final Map<String, Node> nodes;
    private final Faults faults;

    SharedFiles(Map<String, Node> nodes, Faults faults) {
        this.nodes = nodes;
        this.faults = faults;
    }

    void check() {
        required(ScriptFiles.COMMON, "what all dialogues share");
        required(ScriptFiles.NOTICES, "what is said outside a conversation");
        for (String file : List.copyOf(nodes.keySet())) {
            if (file.contains("/_") && !file.equals(ScriptFiles.COMMON) && !file.equals(ScriptFiles.NOTICES)) {
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
        if (nodes.containsKey(file) || faults.any(fault -> fault.file().equals(file))) {
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
