package cn.smspay.talk.dialogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows an input. While {@link #doing} is set, do it and give its end to {@link Machine#outcome}; each turn on the way
 * may say something, and the last one tells how things stand.
 *
 * @param open the conversations from now on; of a call, {@code asking} is the call's own
 * @param says what is said, in order, on the channel of the input
 * @param sms what a call sends by short message
 * @param next what a call does after the words; null for short messages and while {@code doing} is set
 * @param start a dialogue by short message that a call begins: give it to {@link Machine#start}
 * @param alarms faults of ours that an operator should see
 */
public record Turn(
        OpenConversations open,
        List<Say> says,
        List<Say> sms,
        @Nullable PendingAction doing,
        Understood heard,
        @Nullable VoiceNext next,
        @Nullable Start start,
        List<String> alarms) {

    /** A dialogue by short message, at one of its steps or, if that is empty, from the beginning. */
    public record Start(String dialog, String step) {}
}
