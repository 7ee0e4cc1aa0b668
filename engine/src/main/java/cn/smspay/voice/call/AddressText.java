package cn.smspay.voice.call;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the number in the text of an address, and nothing that only looks like it. Pure. */
final class AddressText {
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,20}");
    private static final Pattern CONTEXT = Pattern.compile("\\+[0-9]{1,15}");
    private static final Pattern BARE = Pattern.compile("[+0-9(][-+0-9.() ]{0,40}");
    /** Visual separators (RFC 3966 3), and the blank that some put between them. */
    private static final Pattern SEPARATORS = Pattern.compile("[-.() ]");
    /** A display name without quotes is words. A colon would be that of a URI. */
    private static final Pattern WORDS = Pattern.compile("[^:<>@\"]*");

    private static final Pattern PARAMETERS = Pattern.compile("\\s*(;[^<>]*)?");
    private static final String COUNTRY = "+86";

    private AddressText() {}

    /** The addresses of a list, which commas outside quotes and brackets separate. */
    static List<String> list(String text) {
        var parts = new ArrayList<String>();
        int from = 0;
        int next = outside(text, ',', from);
        while (next >= 0) {
            parts.add(text.substring(from, next));
            from = next + 1;
            next = outside(text, ',', from);
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** The number in one address, without separators and with the {@code +} that it has; empty if there is none. */
    static String number(String text) {
        var address = uri(text.strip());
        int colon = address.indexOf(':');
        var scheme = colon < 0 ? "" : address.substring(0, colon).toLowerCase(Locale.ROOT);
        var rest = address.substring(colon + 1);
        return switch (scheme) {
            case "tel" -> subscriber(rest);
            case "sip", "sips" -> subscriber(userPart(rest));
            case "" -> BARE.matcher(address).matches() ? subscriber(address) : "";
            default -> "";
        };
    }

    /** Without the password; an address without an at sign has no user, and one with two is none. */
    private static String userPart(String rest) {
        int at = rest.indexOf('@');
        if (at < 0 || rest.indexOf('@', at + 1) >= 0) {
            return "";
        }
        var user = rest.substring(0, at);
        int password = user.indexOf(':');
        return password < 0 ? user : user.substring(0, password);
    }

    /** The URI inside angle brackets that follow a display name, else all of it; empty if the brackets make no sense. */
    private static String uri(String value) {
        int open = outside(value, '<', 0);
        if (open < 0) {
            return value.startsWith("\"") ? "" : value;
        }
        int close = value.indexOf('>', open);
        return close >= 0
                        && isName(value.substring(0, open).strip())
                        && value.indexOf('<', open + 1) < 0
                        && PARAMETERS.matcher(value.substring(close + 1)).matches()
                ? value.substring(open + 1, close).strip()
                : "";
    }

    private static boolean isName(String text) {
        return WORDS.matcher(text).matches()
                || (text.length() > 1 && text.startsWith("\"") && outside(text, '"', 1) == text.length() - 1);
    }

    private static String subscriber(String withParameters) {
        var parts = withParameters.split(";", -1);
        var digits = plain(parts[0]);
        if (!NUMBER.matcher(digits).matches()) {
            return "";
        }
        return digits.startsWith("+") ? digits : inContext(digits, parts);
    }

    /**
     * A local number belongs to the country that its context names; it does not follow the context's digits (RFC 3966
     * 5.1.5). A domain says nothing to us.
     */
    private static String inContext(String digits, String[] parameters) {
        for (int i = 1; i < parameters.length; i++) {
            var pair = parameters[i].split("=", 2);
            if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("phone-context")) {
                var context = plain(pair[1]);
                if (!CONTEXT.matcher(context).matches() || (context.startsWith(COUNTRY) && !context.equals(COUNTRY))) {
                    return digits;
                }
                return context + digits;
            }
        }
        return digits;
    }

    /** Escapes undone, without separators; empty if an escape is none. A plus stays a plus. */
    private static String plain(String text) {
        return decoded(text.strip())
                .map(decoded -> SEPARATORS.matcher(decoded).replaceAll(""))
                .orElse("");
    }

    private static Optional<String> decoded(String text) {
        var bytes = new ByteArrayOutputStream();
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

    /** Where a character stands outside quotes and angle brackets; -1 if nowhere. A quote is looked for like any other. */
    private static int outside(String text, char wanted, int from) {
        boolean quoted = from > 0 && wanted == '"';
        boolean inBrackets = false;
        for (int i = from; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (quoted && letter == '\\') {
                i++;
            } else if (letter == wanted && !inBrackets && (!quoted || wanted == '"')) {
                return i;
            } else if (letter == '"' && !inBrackets) {
                quoted = !quoted;
            } else if (!quoted && letter == '<') {
                inBrackets = true;
            } else if (!quoted && letter == '>') {
                inBrackets = false;
            }
        }
        return -1;
    }
}
