package cn.smspay.voice.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Keys in the body of a SIP INFO: {@code application/dtmf-relay} and {@code application/dtmf}. */
final class InfoKeys {
    private static final Pattern SIGNAL = Pattern.compile("(?im)^\\s*Signal\\s*=\\s*([0-9*#]+)\\s*$");

    private InfoKeys() {}

    /**
     * The key; an empty result inside if it is none of ours (like flash), an empty outside if the content is not DTMF.
     */
    static Optional<OptionalInt> read(String contentType, String body) {
        return switch (contentType.toLowerCase(Locale.ROOT)) {
            case "application/dtmf-relay" -> {
                var signal = SIGNAL.matcher(body);
                yield Optional.of(signal.find() ? key(signal.group(1)) : OptionalInt.empty());
            }
            case "application/dtmf" -> Optional.of(key(body.strip()));
            default -> Optional.empty();
        };
    }

    private static OptionalInt key(String signal) {
        if (signal.length() == 1 && "0123456789*#".contains(signal)) {
            return OptionalInt.of(signal.charAt(0));
        }
        // Some phones number the keys as RFC 4733 does.
        return switch (signal) {
            case "10" -> OptionalInt.of('*');
            case "11" -> OptionalInt.of('#');
            default -> OptionalInt.empty();
        };
    }
}
