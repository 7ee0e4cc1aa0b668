package cn.smspay.voice.vxml;

import cn.smspay.base.AddressBlock;
import cn.smspay.base.ServiceNumber;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.NumberRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a carrier's voice platform fetches VoiceXML from us.
 *
 * @param host address to listen on; loopback unless the platform runs elsewhere
 * @param port 0 lets the system choose
 * @param peers addresses of the platforms we serve, or networks like {@code 10.1.0.0/16}; what they say of a caller is believed
 * @param numbers the numbers of the service; a call to another number gets 404
 * @param agents where to hand a caller to: the number that a script names, and its URI like {@code tel:10086}
 * @param handOver how the platform is asked to do that
 * @param limits how many calls at once, of one caller and in a second; and after what time we hang up
 * @param rules how the platform writes numbers
 * @param patience a call of which nothing was heard for so long is over; longer than any prompt and answer
 */
public record VoiceXmlSettings(
        String host,
        int port,
        List<String> peers,
        List<ServiceNumber> numbers,
        Map<String, String> agents,
        HandOver handOver,
        CallSettings.CallCaps limits,
        NumberRules rules,
        Duration patience) {
    /** Types of transfer (VoiceXML 2.1, 7). */
    public enum HandOver {
        /** Every platform has it, but few say that nobody answered. */
        BLIND,
        /** The caller comes back if nobody answers. */
        CONSULTATION,
        /** The platform stays between both until they end. */
        BRIDGE
    }

    public VoiceXmlSettings {
        peers.forEach(AddressBlock::of);
    }
}
