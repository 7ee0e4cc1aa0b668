package cn.smspay.voice.call;

import cn.smspay.voice.rtp.Sdp;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One call as signalling carries it out. Methods may be called from any thread, do not block and do not fail. */
public interface Leg {
    /** Answers the call. */
    void accept(String sdp);

    /** Does not take the call. */
    void refuse(CallRefusal reason);

    /** Sends a caller who was not answered yet elsewhere: to the first of these addresses, or to the next one if it fails. */
    void redirect(List<String> uris);

    /** Ends an answered call, once the answer is acknowledged (RFC 3261 15). */
    void hangUp();

    /** Ends an answered call whose acknowledgement will not come any more. */
    void abandon();

    /**
     * Asks the caller's side to call this address instead of us.
     *
     * @param done told once whether it did; either way the call is still ours to end
     */
    void transfer(String uri, Consumer<Boolean> done);

    /** What signalling tells the call. Any thread. */
    interface Listener {
        /** The other side has acknowledged our answer, with its own description if ours was an offer. */
        void acknowledged(Optional<Sdp> answer);

        /** The other side describes its sound anew, or wants a new offer; returns our description. */
        String redescribed(Optional<Sdp> offer);

        /** An INFO with keys. */
        void key(java.util.OptionalInt key);

        /** The call is over without our doing. */
        void gone(CallResult why);
    }
}
