package cn.smspay.talk.script;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One dialogue: a file in {@code dialogs/}, or a voice menu in {@code ivr-scripts/}.
 *
 * @param version a name for what it means: steps, slots and edges, not words; a running conversation keeps to its version
 * @param title what the customer is told is being done, by language
 * @param nothingMoved what a text adds that says it is over: that no money was touched; empty where none could be
 * @param interrupts whether its command ends another open dialogue
 * @param survives whether it stays open when another command comes, like the agreement of KT
 * @param aside the step at which it begins beside another open question, which then stays open; empty for none
 * @param late said to an answer that comes after its time
 * @param again said to the answer that ended it, coming once more; null for none
 * @param giveUp said when the tries are used up; null for what all dialogues say
 * @param kinds how each value that it may hold is spoken
 * @param notices what is said outside a conversation
 * @param voice what a voice menu has besides; null for a dialogue by short message
 */
public record Dialog(
        String name,
        String version,
        Map<String, String> title,
        Map<String, String> nothingMoved,
        List<Command> commands,
        boolean interrupts,
        boolean survives,
        String aside,
        @Nullable ReplyTemplate late,
        @Nullable ReplyTemplate again,
        @Nullable ReplyTemplate giveUp,
        Map<String, Slot> slots,
        Map<String, Step> steps,
        String start,
        Map<String, ValueKind> kinds,
        Map<String, ReplyTemplate> notices,
        @Nullable Voice voice,
        List<String> languages,
        Set<String> replyNames,
        String file) {

    /**
     * Words that open a dialogue, normalised.
     *
     * @param take the slot that an argument fills, or empty
     */
    public record Command(List<String> words, String take, int line) {}

    /**
     * How a call waits and gives up.
     *
     * @param withheld the step for a caller without a trusted number
     * @param patience without a key for so long after the words it is silence
     * @param betweenKeys the answer is complete after so long without a further key
     * @param closing said before a call ends because the engine stops or cannot go on
     */
    public record Voice(
            String withheld,
            String home,
            Duration patience,
            Duration betweenKeys,
            int tries,
            List<ReplyTemplate> noInput,
            List<ReplyTemplate> noMatch,
            List<ReplyTemplate> giveUp,
            List<ReplyTemplate> closing) {}

    /** The same under a version. */
    public Dialog withVersion(String other) {
        return new Dialog(
                name,
                other,
                title,
                nothingMoved,
                commands,
                interrupts,
                survives,
                aside,
                late,
                again,
                giveUp,
                slots,
                steps,
                start,
                kinds,
                notices,
                voice,
                languages,
                replyNames,
                file);
    }

    /** The word that a customer sends to open it, or empty. */
    public String word() {
        return commands.isEmpty() ? "" : commands.get(0).words().get(0);
    }

    public Step step(String name) {
        var step = steps.get(name);
        if (step == null) {
            throw new IllegalStateException(file + " has no step " + name);
        }
        return step;
    }
}
