package cn.smspay.talk.dialogue;

import cn.smspay.talk.script.Dialog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a conversation goes on: in the files that it began with, else in the newest ones if they still have its place. */
record ResumePoint(Edition edition, Dialog dialog) {
    /** Null if neither serves. The newest edition comes first. */
    static @Nullable ResumePoint of(List<Edition> editions, Conversation conversation) {
        for (Edition edition : editions) {
            var dialog = edition.dialog(conversation);
            if (dialog != null) {
                return new ResumePoint(edition, dialog);
            }
        }
        var newest = editions.get(0);
        var dialog = newest.adopting(conversation);
        return dialog == null ? null : new ResumePoint(newest, dialog);
    }
}
