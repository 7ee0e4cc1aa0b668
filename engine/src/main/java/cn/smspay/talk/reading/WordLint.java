package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Slot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** D11: a word belongs to one command. D12: an answer that is also a command or control word. */
final class WordLint {
    private final Scripts scripts;
    private final Faults faults;
    private final Map<String, String> owners = new LinkedHashMap<>();

    WordLint(Scripts scripts, Faults faults) {
        this.scripts = scripts;
        this.faults = faults;
    }

    void check() {
        var common = scripts.common();
        List.of(common.cancel(), common.back(), common.help())
                .forEach(words -> words.forEach(word -> own(word, "a control word", common.file(), 1)));
        for (Dialog dialog : scripts.dialogs().values()) {
            dialog.commands()
                    .forEach(command -> command.words()
                            .forEach(
                                    word -> own(word, "a command of " + dialog.file(), dialog.file(), command.line())));
        }
        scripts.dialogs().values().stream()
                .filter(dialog -> dialog.voice() == null)
                .forEach(dialog -> dialog.slots().values().forEach(slot -> answers(dialog, slot)));
    }

    private void own(String word, String owner, String file, int line) {
        var other = owners.putIfAbsent(word, owner);
        if (other != null) {
            faults.add(file, line, "D11", "\"" + word + "\" is already " + other + "; choose another word");
        }
    }

    private void answers(Dialog dialog, Slot slot) {
        for (String word : slot.yes()) {
            if (owners.containsKey(word)) {
                faults.warn(
                        dialog.file(),
                        slot.line(),
                        "D12",
                        "the answer \"" + word + "\" is also " + owners.get(word)
                                + "; while this question is open the answer wins");
            }
        }
        boolean zeroIsAnAnswer = slot.type() == Slot.Type.AMOUNT && slot.min().isEmpty();
        if (zeroIsAnAnswer && scripts.common().cancel().contains("0")) {
            faults.warn(
                    dialog.file(),
                    slot.line(),
                    "D12",
                    "0 would be taken as an amount and no longer cancel; give \"" + slot.name() + "\" a \"min\"");
        }
    }
}
