package cn.smspay.tools.transcript;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.yaml.Faults;
import cn.smspay.tools.transcript.ChatWord.Wrong;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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

    /** What a line {@code given} may say of somebody. */
    static final class Traits {
        private static final int TAIL_LENGTH = 4;
        private static final int PIN_LENGTH = 6;

        /** They stand alone. */
        private static final Set<String> FLAGS = Set.of(
                "registered",
                "real_name",
                "profile",
                "secondary",
                "blacklisted",
                "offnet",
                "unknown",
                "frozen",
                "wallet",
                "pin_locked",
                "login_locked");

        /** They have a value. */
        private static final Set<String> VALUES =
                Set.of("cash", "card", "pin", "login", "brand", "province", "status", "withdrawals", "bank");

        /** It has a value, or none. */
        private static final String CARD_BOUND = "card_bound";

        static final SortedSet<String> KNOWN = known();

        private Traits() {}

        private static SortedSet<String> known() {
            var known = new TreeSet<>(FLAGS);
            known.addAll(VALUES);
            known.add(CARD_BOUND);
            return Collections.unmodifiableSortedSet(known);
        }

        static String unknown(String name) {
            return "given does not know " + name + "; " + Faults.suggestion(name, KNOWN);
        }

        static boolean isTrait(String word) {
            return KNOWN.contains(word.replaceFirst("=.*", ""));
        }

        static @Nullable Wrong wrong(List<ChatWord> traits) {
            var before = new HashSet<String>();
            for (ChatWord trait : traits) {
                var name = trait.text().replaceFirst("=.*", "");
                var wrong = trait.text().startsWith("=") || trait.text().endsWith("=")
                        ? trait.wrong("write name and value without a space around =, like cash=500")
                        : KNOWN.contains(name) ? wrong(trait, name) : unknown(trait, name);
                if (wrong == null && !before.add(name)) {
                    wrong = trait.wrong(name + " stands here twice");
                }
                if (wrong != null) {
                    return wrong;
                }
            }
            return null;
        }

        private static Wrong unknown(ChatWord trait, String name) {
            var text = trait.text();
            int mark = text.replaceAll("[:：＝]", ":").indexOf(':');
            if (mark > 0 && KNOWN.contains(text.substring(0, mark))) {
                return trait.wrong(
                        mark,
                        "write = between name and value: " + text.substring(0, mark) + '=' + text.substring(mark + 1));
            }
            if (KNOWN.contains(name.replaceFirst("[,，、;；].*", ""))) {
                return trait.wrong("between words stands a space, no other sign: "
                        + text.replaceAll("[,，、;；]+", " ").strip());
            }
            if (Set.of("not", "no", "without").contains(name) || name.startsWith("!")) {
                return trait.wrong("leave out what does not hold; there is no " + name + " in given");
            }
            return trait.wrong(unknown(name));
        }

        private static @Nullable Wrong wrong(ChatWord trait, String name) {
            int equals = trait.text().indexOf('=');
            if (equals < 0) {
                return VALUES.contains(name)
                        ? trait.wrong("write behind " + name + " how it is, like " + example(name))
                        : null;
            }
            if (FLAGS.contains(name)) {
                return trait.wrong(equals, name + " stands alone; leave it out if it does not hold");
            }
            var what = value(name, trait.text().substring(equals + 1));
            return what == null ? null : trait.wrong(equals + 1, what);
        }

        private static String example(String name) {
            return switch (name) {
                case "cash", "card" -> name + "=500";
                case "pin" -> "pin=123456";
                case "login" -> "login=abc123";
                case "brand" -> "brand=gotone";
                case "province" -> "province=hunan";
                case "status" -> "status=one_way";
                case "withdrawals" -> "withdrawals=2";
                default -> "bank=icbc";
            };
        }

        private static @Nullable String value(String name, String value) {
            return switch (name) {
                case "cash", "card" -> ChatValues.money(value);
                case "pin" -> ChatValues.digits(value, PIN_LENGTH, "a payment password");
                case "brand" -> ChatValues.brand(value);
                case "province" -> ChatValues.province(value);
                case "status" -> ChatValues.status(value);
                case "withdrawals" -> ChatValues.count(value);
                case "bank" -> ChatValues.bank(value);
                case CARD_BOUND -> ChatValues.digits(value, TAIL_LENGTH, "the end of a bank card's number");
                default -> null;
            };
        }
    }
}
