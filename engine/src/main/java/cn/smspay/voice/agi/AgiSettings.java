package cn.smspay.voice.agi;

import cn.smspay.base.AddressBlock;
import cn.smspay.base.ServiceNumber;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.NumberRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How an Asterisk reaches us over FastAGI.
 *
 * @param host address to listen on; loopback unless the Asterisk runs elsewhere, for the protocol knows no passwords
 * @param port 4573 by custom, 0 lets the system choose
 * @param peers addresses of the Asterisks we serve, or networks like {@code 10.1.0.0/16}; what they say of a caller is believed
 * @param numbers the numbers of the service; a call to another number is hung up
 * @param sounds folder of the exported prompts under Asterisk's sounds, like {@code smspay}
 * @param agents where the dialplan goes on when a caller is handed over to the number that a script names
 * @param limits how many calls at once, of one caller and in a second; and after what time we hang up
 * @param believesFailedScreening whether a number counts that the network could not verify (Q.931 screening indicator 2)
 * @param rules how the trunks behind the Asterisk write numbers
 * @param patience how long an Asterisk may take beyond the time that a command needs
 */
public record AgiSettings(
        String host,
        int port,
        List<String> peers,
        List<ServiceNumber> numbers,
        String sounds,
        Map<String, DialplanPlace> agents,
        CallSettings.CallCaps limits,
        boolean believesFailedScreening,
        NumberRules rules,
        Duration patience) {
    public AgiSettings {
        peers.forEach(AddressBlock::of);
    }

    /** A place in the dialplan, entered at priority 1. */
    public record DialplanPlace(String context, String extension) {
        public DialplanPlace {
            if (!(context + extension).matches("[A-Za-z0-9_.-]+") || context.isEmpty() || extension.isEmpty()) {
                throw new IllegalArgumentException("not a context and an extension of a dialplan");
            }
        }
    }
}
