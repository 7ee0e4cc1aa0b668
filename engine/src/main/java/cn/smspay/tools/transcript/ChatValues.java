package cn.smspay.tools.transcript;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.yaml.Faults;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with single values of a transcript, in words; null if nothing is. */
final class ChatValues {
    private static final int NUMBER_LENGTH = 11;
    private static final String MONEY_SIGNS = "[,，元￥¥$]|RMB|yuan";

    private ChatValues() {}

    static @Nullable String number(String text) {
        if (Msisdn.read(text).map(Msisdn::digits).filter(text::equals).isPresent()) {
            return null;
        }
        var plain = Msisdn.read(text.replaceAll("[-.() ]", ""));
        if (plain.isPresent()) {
            return "write the eleven digits alone: " + plain.get().digits();
        }
        if (!text.matches("[0-9]+")) {
            return "not a mobile number: " + text + "; it is eleven digits, like 13800000001";
        }
        return text.length() == NUMBER_LENGTH
                ? "a mobile number begins with 13 to 19: " + text
                : "a mobile number has 11 digits, this one has " + text.length() + ": " + text;
    }

    static @Nullable String money(String text) {
        if (Fen.readYuan(text).isPresent()) {
            return null;
        }
        var plain = text.replaceAll(MONEY_SIGNS, "");
        if (text.startsWith("-")) {
            return "not an amount: " + text + "; it is not below zero";
        }
        return "not an amount: " + text + "; write "
                + (Fen.readYuan(plain).isPresent()
                        ? "the number alone: " + plain
                        : "yuan, with at most two decimals, like 400.00");
    }

    static @Nullable String digits(String text, int length, String what) {
        if (text.matches("[0-9]{" + length + "}")) {
            return null;
        }
        return what + " is " + length + " digits, not " + text;
    }

    static @Nullable String count(String text) {
        return text.matches("[0-9]{1,2}") ? null : "write how often, like 2, not " + text;
    }

    static @Nullable String status(String text) {
        if (text.equals("lost") || PhoneStatus.read(text).isPresent()) {
            return null;
        }
        var known = new ArrayList<>(lower(PhoneStatus.values()));
        known.add("lost");
        return "there is no phone status " + text + "; " + Faults.suggestion(text, known);
    }

    static @Nullable String province(String text) {
        return Province.read(text).isPresent() ? null : unknown("province", text, lower(Province.values()));
    }

    static @Nullable String brand(String text) {
        return Brand.read(text).isPresent() ? null : unknown("brand", text, lower(Brand.values()));
    }

    static @Nullable String bank(String text) {
        return BankCode.read(text).isPresent() ? null : unknown("bank", text, lower(BankCode.values()));
    }

    static @Nullable String oneOf(String what, String text, Collection<String> known) {
        return known.contains(text) ? null : unknown(what, text, known);
    }

    private static String unknown(String what, String text, Collection<String> known) {
        return "there is no " + what + ' ' + text + "; " + Faults.suggestion(text, known);
    }

    /** What may stand behind a recharge card and its face: a last day, a province, a state. */
    static @Nullable String ofACard(String text) {
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            return day(text).isPresent() ? null : "there is no such day: " + text;
        }
        if (Province.read(text).isPresent() || CardState.readUnused(text).isPresent()) {
            return null;
        }
        return "there is no state of a new card " + text
                + "; behind the face stand new, active, frozen or void, a province, and the last day, like 2009-12-31";
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static @Nullable String duration(String text) {
        if (text.matches("[0-9]{1,6}(ms|s|m|h|d)")) {
            return null;
        }
        return "a time is written like 30s, 10m, 24h or 1d, not " + text;
    }

    /** A time of the clock, with its day. */
    static @Nullable String time(String text) {
        if (ChatClock.isTime(text)) {
            return null;
        }
        return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{3})?)?")
                ? "there is no such time: " + text
                : "a time of the clock is written like 2009-11-30 09:00, not " + text;
    }

    static <E extends Enum<E>> List<String> lower(E[] values) {
        return Arrays.stream(values)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
