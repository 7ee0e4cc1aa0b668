package cn.smspay.talk.desk;

import cn.smspay.base.ServiceNumber;
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

    /** The caller did something. After {@link VoiceInput.HungUp}, or a turn that ends the call, the call is forgotten. */
    CompletionStage<VoiceTurn> input(String call, VoiceInput input);

    /** The menu path so far, for the call record: step names without anything that was keyed in. */
    String path(String call);
}
