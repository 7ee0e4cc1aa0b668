package cn.smspay.tools.transcript;

import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.talk.script.Dialog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The telephone of a transcript: one call at a time. */
final class ChatCall {
    private final ChatScene scene;
    private final List<String> spoken = new ArrayList<>();
    private int calls;
    private @Nullable String name;
    private String line = "ended";

    ChatCall(ChatScene scene) {
        this.scene = scene;
    }

    /** @param caller empty if withheld */
    void dial(String caller, String dialled) {
        var menus = scene.scripts().dialogs().values().stream()
                .filter(dialog -> dialog.voice() != null)
                .map(Dialog::name)
                .toList();
        if (!menus.contains(dialled)) {
            throw new IllegalArgumentException(
                    "there is no voice menu " + dialled + "; " + Faults.suggestion(dialled, menus));
        }
        var call = "chat-" + ++calls;
        name = call;
        hear(scene.voice().begin(call, caller, new ServiceNumber(dialled)));
    }

    void press(String keys) {
        // The key that ends an entry is not part of it.
        var entry = keys.endsWith("#") && keys.length() > 1 ? keys.substring(0, keys.length() - 1) : keys;
        input(new VoiceInput.Keys(new Secret(entry)));
    }

    void silence() {
        input(new VoiceInput.Silence());
    }

    void hangUp() {
        input(new VoiceInput.HungUp());
        line = "ended";
    }

    void nobodyAnswers() {
        input(new VoiceInput.HandOverFailed());
    }

    private void input(VoiceInput input) {
        if (name == null) {
            throw new IllegalArgumentException("there is no call");
        }
        hear(scene.voice().input(name, input));
    }

    private void hear(CompletionStage<VoiceTurn> stage) {
        var turn = scene.wait(stage);
        turn.say().forEach(sentence -> spoken.add(sentence.written()));
        line = turn.next().fold(collect -> "open", VoiceNext.Transfer::target, hangUp -> "ended");
        if (line.equals("ended")) {
            name = null;
        }
    }

    /** {@code open}, {@code ended}, or the number that the call was handed to. */
    String line() {
        return line;
    }

    /** What was spoken since this was last asked. */
    List<String> spoken() {
        var all = List.copyOf(spoken);
        spoken.clear();
        return all;
    }
}
