package cn.smspay.voice.sip;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Keys in the body of a SIP INFO, in the spellings that phones and gateways use. No RFC has one. */
final class InfoKeys {
    /** The kinds that most send. */
    static final List<String> USUAL = List.of("application/dtmf-relay", "application/dtmf");

    private static final Set<String> TYPES = Set.of(
            "application/dtmf-relay",
            "application/dtmf",
            "audio/dtmf-relay",
            "application/vnd.nortelnetworks.digits",
            "application/telephone-event",
            "audio/telephone-event");

    /** {@code Signal=5}, {@code Signal: 5}, {@code d=5}, {@code d=Digits=5}, quoted or not, alone on its line or before more. */
    private static final Pattern SIGNAL = Pattern.compile(
            "(?im)^\\s*(?:signal|digits?|d|event)\\s*[=:]\\s*(?:digits?\\s*[=:]\\s*)?\"?([^\\s\";,]+)\"?\\s*(?:[;,].*)?$");

    private InfoKeys() {}

    /**
     * The key; an empty result inside if it is none of ours (like flash), an empty outside if the content is not DTMF.
     *
     * @param contentType without parameters
     */
    static Optional<OptionalInt> read(String contentType, String body) {
        if (!TYPES.contains(contentType.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        var signal = SIGNAL.matcher(body);
        return Optional.of(key(signal.find() ? signal.group(1) : body.strip()));
    }

    private static OptionalInt key(String signal) {
        if (signal.length() == 1 && "0123456789*#".contains(signal)) {
            return OptionalInt.of(signal.charAt(0));
        }
        // Some phones number the keys as RFC 4733 does, some name them.
        return switch (signal.toLowerCase(Locale.ROOT)) {
            case "10", "star", "asterisk" -> OptionalInt.of('*');
            case "11", "pound", "hash" -> OptionalInt.of('#');
            default -> OptionalInt.empty();
        };
    }
}
