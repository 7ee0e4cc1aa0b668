package cn.smspay.config;

import cn.smspay.voice.agi.AgiSettings;
import cn.smspay.voice.sip.SipSettings;
import cn.smspay.voice.vxml.VoiceXmlSettings;
import java.util.Optional;

/** By which ways calls come; each is off where it is not configured. */
public record VoiceConfig(Optional<SipSettings> sip, Optional<AgiSettings> agi, Optional<VoiceXmlSettings> vxml) {
    public static final VoiceConfig OFF = new VoiceConfig(Optional.empty(), Optional.empty(), Optional.empty());
}
