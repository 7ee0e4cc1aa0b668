package cn.smspay.config;

import cn.smspay.voice.agi.AgiSettings;
import cn.smspay.voice.sip.SipSettings;
import cn.smspay.voice.vxml.VoiceXmlSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * By which ways calls come; each is off where it is not configured.
 *
 * @param stopWithin how long calls may go on when the engine stops, before they hear a goodbye
 * @param mixedPrompts whether recordings of persons and generated ones may stand together
 */
public record VoiceConfig(
        Optional<SipSettings> sip,
        Optional<AgiSettings> agi,
        Optional<VoiceXmlSettings> vxml,
        Duration stopWithin,
        boolean mixedPrompts) {
    static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    public static final VoiceConfig OFF =
            new VoiceConfig(Optional.empty(), Optional.empty(), Optional.empty(), STOP_WITHIN, false);

    /** With another SIP. */
    public VoiceConfig with(SipSettings other) {
        return new VoiceConfig(Optional.of(other), agi, vxml, stopWithin, mixedPrompts);
    }

    /** Whether no way is open. */
    public boolean isOff() {
        return sip.isEmpty() && agi.isEmpty() && vxml.isEmpty();
    }
}
