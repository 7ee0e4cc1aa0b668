package cn.smspay.talk.desk;

import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.VoiceInput;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The voice service as a call leg sees it, whatever carries the sound. One call has one input under way at a time.
 * Thread-safe; no call blocks; the stages do not fail (a fault of ours is a turn that apologises and hangs up).
 */
public interface VoiceDesk {
    /**
     * A call is there. SIP asks before it answers, so that the caller hears the first words at once; who gives up before
     * them has hung up. FastAGI and VoiceXML ask once the call is answered.
     *
     * @param call unique name of the call
     * @param caller the caller's number as a trusted trunk or a registered phone gave it; empty if withheld or not trusted
     * @param dialled the number that was dialled
     */
    CompletionStage<VoiceTurn> begin(String call, String caller, ServiceNumber dialled);

    /**
     * A call is back from a hand-over that failed, from somebody who leads calls himself and has ended ours meanwhile; else
     * like {@link #begin}.
     */
    default CompletionStage<VoiceTurn> returned(String call, String caller, ServiceNumber dialled) {
        return begin(call, caller, dialled);
    }

    /**
     * The caller did something. After {@link VoiceInput.HungUp}, or a turn that hangs up, the call is forgotten. After a turn
     * that hands over, the desk is told one of {@link VoiceInput.HandOverFailed} and {@link VoiceInput.HungUp}.
     */
    CompletionStage<VoiceTurn> input(String call, VoiceInput input);

    /** The menu path so far, for the call record: step names without anything that was keyed in. */
    String path(String call);

    /** What is said to callers whose call we have to end, because of a fault or because the engine stops. */
    default List<Spoken> apology() {
        return List.of();
    }
}
