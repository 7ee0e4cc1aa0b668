package cn.smspay.voice.call;

import cn.smspay.base.Msisdn;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the caller's number in what a trunk asserts (RFC 3325), and the dialled number in a request. */
public final class CallerId {
    private static final Pattern USER = Pattern.compile("(?i)tel:([^;>]+)|sips?:([^@;>]+)@");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,20}");

    private CallerId() {}

    /**
     * The caller's number: mobile numbers without country code, others as asserted; empty if withheld or unreadable.
     *
     * @param asserted values of P-Asserted-Identity
     * @param privacy values of Privacy
     */
    public static String asserted(List<String> asserted, List<String> privacy) {
        if (privacy.stream().anyMatch(p -> p.matches("(?is).*\\b(id|user)\\b.*"))) {
            return "";
        }
        return asserted.stream()
                .map(CallerId::user)
                .filter(user -> NUMBER.matcher(user).matches())
                .findFirst()
                .map(CallerId::usual)
                .orElse("");
    }

    /** Mobile numbers without country code, other numbers as they are. */
    public static String usual(String number) {
        return Msisdn.read(number).map(Msisdn::digits).orElse(number);
    }

    /** The user part of a {@code sip:} or {@code tel:} address without separators; empty if there is none. */
    public static String user(String address) {
        var user = USER.matcher(address);
        return user.find() ? withoutSeparators(user.group(1) == null ? user.group(2) : user.group(1)) : "";
    }

    private static String withoutSeparators(String number) {
        return number.replaceAll("[-.() ]", "");
    }
}
