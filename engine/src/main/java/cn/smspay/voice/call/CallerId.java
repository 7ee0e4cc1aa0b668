package cn.smspay.voice.call;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceNumber;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads who calls, and whom, from addresses as SIP, FastAGI and VoiceXML give them: {@code sip:} and {@code tel:} URIs
 * (RFC 3261 19.1, RFC 3966) with or without a display name, and bare numbers. What stands in a display name, a
 * parameter or a host is never a number.
 */
public final class CallerId {
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,20}");
    private static final Pattern CONTEXT = Pattern.compile("\\+[0-9]{1,15}");
    private static final Pattern BARE = Pattern.compile("[+0-9(][-+0-9.() ]{0,40}");
    private static final Pattern SEPARATORS = Pattern.compile("[-.() ]");
    private static final Pattern WITHHELD = Pattern.compile("(?is).*\\b(id|user)\\b.*");
    private static final String COUNTRY = "86";

    private CallerId() {}

    /**
     * The caller's number: mobile numbers without country code, others as asserted; empty if withheld or unreadable.
     *
     * @param asserted values of P-Asserted-Identity
     * @param privacy values of Privacy
     */
    public static String asserted(List<String> asserted, List<String> privacy) {
        return privacy.stream().anyMatch(wish -> WITHHELD.matcher(wish).matches()) ? "" : caller(asserted);
    }

    /**
     * The caller's number as these addresses have it; see {@link #asserted}. If they disagree, the only mobile number in
     * international form; if there is none or several, nobody knows who calls.
     */
    public static String caller(List<String> addresses) {
        var numbers = addresses.stream()
                .flatMap(value -> split(value, ',').stream())
                .map(CallerId::user)
                .filter(user -> !user.isEmpty())
                .distinct()
                .toList();
        var different = numbers.stream().map(CallerId::usual).distinct().toList();
        if (different.size() > 1) {
            different = numbers.stream()
                    .filter(number -> number.startsWith("+") || number.startsWith("00"))
                    .flatMap(number -> mobile(number).stream())
                    .map(Msisdn::digits)
                    .distinct()
                    .toList();
        }
        return different.size() == 1 ? different.get(0) : "";
    }

    /** Which of our numbers this address is, with or without country code. */
    public static Optional<ServiceNumber> dialled(String address, List<ServiceNumber> ours) {
        var user = user(address);
        var national = national(user).orElse(user);
        return ours.stream()
                .filter(number ->
                        number.digits().equals(user) || number.digits().equals(national))
                .findFirst();
    }

    /** Mobile numbers without country code, other numbers as they are. */
    private static String usual(String number) {
        return mobile(number).map(Msisdn::digits).orElse(number);
    }

    /** Gateways of fixed networks put the trunk prefix 0 before a mobile number. */
    private static Optional<Msisdn> mobile(String number) {
        var digits = national(number).orElse(number);
        return Msisdn.read(digits.startsWith("0") ? digits.substring(1) : digits);
    }

    /** The number without our country's code, if it has that. */
    private static Optional<String> national(String number) {
        for (var prefix : List.of("+" + COUNTRY, "00" + COUNTRY, COUNTRY)) {
            if (number.startsWith(prefix)) {
                return Optional.of(number.substring(prefix.length()));
            }
        }
        return Optional.empty();
    }

    /** The number in an address, without separators and with the {@code +} that it has; empty if there is none. */
    public static String user(String value) {
        var address = address(value.strip());
        int colon = address.indexOf(':');
        var scheme = colon < 0 ? "" : address.substring(0, colon).toLowerCase(Locale.ROOT);
        var rest = address.substring(colon + 1);
        return switch (scheme) {
            case "tel" -> number(rest);
            case "sip", "sips" -> rest.indexOf('@') < 0 ? "" : number(userPart(rest));
            case "" -> BARE.matcher(address).matches() ? number(address) : "";
            default -> "";
        };
    }

    /** Without the password; an address with a second at sign is none. */
    private static String userPart(String rest) {
        int at = rest.indexOf('@');
        var user = rest.substring(0, at);
        int password = user.indexOf(':');
        return rest.indexOf('@', at + 1) >= 0 ? "" : password < 0 ? user : user.substring(0, password);
    }

    /** The URI inside angle brackets that stand outside quotes, else all of it. */
    private static String address(String value) {
        int open = outsideQuotes(value, '<', 0);
        if (open < 0) {
            return value.startsWith("\"") ? "" : value;
        }
        int close = value.indexOf('>', open);
        return close < 0 ? "" : value.substring(open + 1, close).strip();
    }

    private static String number(String withParameters) {
        var parts = withParameters.split(";", -1);
        var plain = decoded(parts[0]).map(text -> SEPARATORS.matcher(text).replaceAll(""));
        if (plain.isEmpty() || !NUMBER.matcher(plain.get()).matches()) {
            return "";
        }
        return plain.get().startsWith("+") ? plain.get() : context(parts) + plain.get();
    }

    /** A local number belongs to the country that its context names (RFC 3966 5.1.5); a domain says nothing to us. */
    private static String context(String[] parameters) {
        for (int i = 1; i < parameters.length; i++) {
            var pair = parameters[i].split("=", 2);
            if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("phone-context")) {
                var context = decoded(pair[1])
                        .map(text -> SEPARATORS.matcher(text).replaceAll(""))
                        .orElse("");
                return CONTEXT.matcher(context).matches() ? context : "";
            }
        }
        return "";
    }

    /** Percent escapes undone; empty if one is none. A plus stays a plus. */
    private static Optional<String> decoded(String text) {
        var bytes = new java.io.ByteArrayOutputStream();
        var raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }

    /** The parts between separators that stand neither in quotes nor in angle brackets. */
    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        int from = 0;
        int next = outsideQuotes(text, separator, from);
        while (next >= 0) {
            parts.add(text.substring(from, next));
            from = next + 1;
            next = outsideQuotes(text, separator, from);
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static int outsideQuotes(String text, char wanted, int from) {
        boolean quoted = false;
        boolean inBrackets = false;
        for (int i = from; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (quoted && letter == '\\') {
                i++;
            } else if (letter == '"' && !inBrackets) {
                quoted = !quoted;
            } else if (!quoted && !inBrackets && letter == wanted) {
                return i;
            } else if (!quoted && letter == '<') {
                inBrackets = true;
            } else if (!quoted && letter == '>') {
                inBrackets = false;
            }
        }
        return -1;
    }
}
