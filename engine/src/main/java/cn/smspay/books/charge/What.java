package cn.smspay.books.charge;

import cn.smspay.base.ConversationId;
import org.jspecify.annotations.Nullable;

/**
 * What came of an uplink.
 *
 * @param command the command word that it was taken for, empty if none; never its argument
 * @param dialogue name of the dialogue that it belonged to, empty if none
 * @param step the step at which the dialogue stood after it, empty if none
 * @param disposition OK, PROMPTED, REFUSED:reason, UNKNOWN_TEXT, DUPLICATE_SUSPECT, OFFNET, PART, MACHINE, SYSTEM_FAULT;
 *     of a correction WAIVED:reason, RESTORED:reason or RERATED
 */
public record What(
        String command,
        String dialogue,
        String step,
        @Nullable ConversationId conversation,
        String disposition) {
    What clean() {
        return new What(
                CleanText.clean(command),
                CleanText.clean(dialogue),
                CleanText.clean(step),
                conversation,
                CleanText.clean(disposition));
    }

    What disposition(String other) {
        return new What(command, dialogue, step, conversation, CleanText.clean(other));
    }
}
