package cn.smspay.talk.dialogue;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Slot;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One set of files, with what is looked up in it for every text. */
final class Edition {
    private final Scripts scripts;
    private final Trail trail;
    private final Commands commands;
    private final Set<String> confirmations = new HashSet<>();
    private final Set<String> cancel;
    private final Set<String> back;
    private final Set<String> help;

    /** The disposition of what begins no conversation because nobody is to begin one. */
    static final String STOPPED = "stopped";

    private static final String ALL = "*";
    private final Set<String> stopped;

    Edition(Scripts scripts, Trail trail) {
        this(scripts, Set.of(), trail);
    }

    /** @param stopped dialogues that begin no conversation, {@code *} for all */
    Edition(Scripts scripts, Set<String> stopped, Trail trail) {
        this.stopped = stopped;
        this.scripts = scripts;
        this.trail = trail;
        this.commands = new Commands(scripts.dialogs().values());
        for (Dialog dialog : scripts.dialogs().values()) {
            if (dialog.voice() == null) {
                dialog.slots().values().stream().map(Slot::yes).forEach(confirmations::addAll);
            }
        }
        this.cancel = Set.copyOf(scripts.common().cancel());
        this.back = Set.copyOf(scripts.common().back());
        this.help = Set.copyOf(scripts.common().help());
    }

    Set<String> stopped() {
        return stopped;
    }

    boolean isStopped(String dialog) {
        return !stopped.isEmpty() && (stopped.contains(ALL) || stopped.contains(dialog));
    }

    Trail trail() {
        return trail;
    }

    Scripts scripts() {
        return scripts;
    }

    Commands commands() {
        return commands;
    }

    boolean confirms(String plain) {
        return confirmations.contains(plain);
    }

    boolean cancels(String plain) {
        return cancel.contains(plain);
    }

    boolean goesBack(String plain) {
        return back.contains(plain);
    }

    boolean asksHelp(String plain) {
        return help.contains(plain);
    }

    @Nullable
    Dialog dialog(String name) {
        return scripts.dialogs().get(name);
    }

    /** The dialogue of a conversation, if it is still in the version with which the conversation began. */
    @Nullable
    Dialog dialog(Conversation conversation) {
        var dialog = dialog(conversation.dialog());
        return dialog != null && dialog.version().equals(conversation.version()) ? holding(dialog, conversation) : null;
    }

    /**
     * The dialogue in which a conversation of a version that nobody has any more can go on: it still has the step at which
     * the conversation waits, and every value that the conversation holds.
     */
    @Nullable
    Dialog adopting(Conversation conversation) {
        var dialog = dialog(conversation.dialog());
        return dialog != null
                        && dialog.kinds()
                                .keySet()
                                .containsAll(conversation.values().keySet())
                ? holding(dialog, conversation)
                : null;
    }

    private static @Nullable Dialog holding(Dialog dialog, Conversation conversation) {
        return dialog.steps().containsKey(conversation.step()) ? dialog : null;
    }
}
