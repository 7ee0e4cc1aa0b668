package cn.smspay.voice.call;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceNumber;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads who calls, and whom, from addresses as SIP, FastAGI and VoiceXML give them: {@code sip:} and {@code tel:} URIs
 * (RFC 3261 19.1, RFC 3966) with or without a display name, and bare numbers. What stands in a display name, a
 * parameter or a host is never a number.
 */
public final class CallerId {
    /** What a caller wishes not to be shown (RFC 3323 4.2, RFC 3325 9.3). */
    private static final Set<String> WITHHELD = Set.of("id", "user");

    private static final Pattern MOBILE = Pattern.compile("0?(1[3-9][0-9]{9})");

    private CallerId() {}

    /**
     * The caller's number: mobile numbers without country code, others as asserted; empty if withheld or unreadable.
     *
     * @param asserted values of P-Asserted-Identity
     * @param privacy values of Privacy
     */
    public static String asserted(List<String> asserted, List<String> privacy, NumberRules rules) {
        return privacy.stream().flatMap(CallerId::wishes).anyMatch(WITHHELD::contains) ? "" : caller(asserted, rules);
    }

    private static Stream<String> wishes(String privacy) {
        return Stream.of(privacy.split("[;,]")).map(wish -> wish.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The caller's number as these addresses have it; see {@link #asserted}. If they disagree, the only mobile number in
     * international form; if there is none or several, nobody knows who calls.
     */
    public static String caller(List<String> addresses, NumberRules rules) {
        var numbers = addresses.stream()
                .flatMap(value -> AddressText.list(value).stream())
                .map(CallerId::user)
                .filter(user -> !user.isEmpty())
                .map(rules::caller)
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

    /** Which of our numbers this address is, with or without country code or trunk prefix. */
    public static Optional<ServiceNumber> dialled(String address, List<ServiceNumber> ours, NumberRules rules) {
        var user = rules.dialled(user(address));
        var national = national(user).orElse(user);
        var spellings = List.of(user, national, national.replaceFirst("^0", ""));
        return ours.stream()
                .filter(number -> spellings.contains(number.digits()))
                .findFirst();
    }

    /** The number in an address, without separators and with the {@code +} that it has; empty if there is none. */
    public static String user(String address) {
        return AddressText.number(address);
    }

    /** Mobile numbers without country code, other numbers as they are. */
    private static String usual(String number) {
        return mobile(number).map(Msisdn::digits).orElse(number);
    }

    /** Gateways of fixed networks put the trunk prefix 0 before a mobile number. */
    private static Optional<Msisdn> mobile(String number) {
        var digits = national(number).orElse(number);
        var mobile = MOBILE.matcher(digits);
        return mobile.matches() ? Msisdn.read(mobile.group(1)) : Optional.empty();
    }

    /** The number without our country's code, if it has that. */
    private static Optional<String> national(String number) {
        for (var prefix : List.of("+86", "0086", "86")) {
            if (number.startsWith(prefix)) {
                return Optional.of(number.substring(prefix.length()));
            }
        }
        return Optional.empty();
    }
}
