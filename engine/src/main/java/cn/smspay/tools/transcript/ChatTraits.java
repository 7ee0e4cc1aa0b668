package cn.smspay.tools.transcript;

import cn.smspay.base.yaml.Faults;
import cn.smspay.tools.transcript.ChatWord.Wrong;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a line {@code given} may say of somebody. */
final class ChatTraits {
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

    private ChatTraits() {}

    private static Set<String> known() {
        var known = new TreeSet<>(FLAGS);
        known.addAll(VALUES);
        known.add(CARD_BOUND);
        return known;
    }

    static boolean isTrait(String word) {
        return known().contains(word.replaceFirst("=.*", ""));
    }

    static @Nullable Wrong wrong(List<ChatWord> traits) {
        var before = new HashSet<String>();
        for (ChatWord trait : traits) {
            var name = trait.text().replaceFirst("=.*", "");
            var wrong = trait.text().startsWith("=") || trait.text().endsWith("=")
                    ? trait.wrong("write name and value without a space around =, like cash=500")
                    : known().contains(name) ? wrong(trait, name) : unknown(trait, name);
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
        if (mark > 0 && known().contains(text.substring(0, mark))) {
            return trait.wrong(
                    mark,
                    "write = between name and value: " + text.substring(0, mark) + '=' + text.substring(mark + 1));
        }
        if (known().contains(name.replaceFirst("[,，、;；].*", ""))) {
            return trait.wrong("between words stands a space, no other sign: "
                    + text.replaceAll("[,，、;；]+", " ").strip());
        }
        if (Set.of("not", "no", "without").contains(name) || name.startsWith("!")) {
            return trait.wrong("leave out what does not hold; there is no " + name + " in given");
        }
        return trait.wrong("given does not know " + name + "; " + Faults.suggestion(name, known()));
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
