package cn.smspay.tools.transcript;

import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.payments.WithdrawalResults;
import cn.smspay.base.yaml.Faults;
import cn.smspay.outside.simulator.SimulatedBillSystem.PaymentEnding;
import cn.smspay.talk.script.Scripts;
import cn.smspay.tools.transcript.ChatWord.Wrong;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may stand behind each verb, line after line of one case: names what does not, where it stands, and what would be right. */
final class ChatArguments {
    /** What a line looks like. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("given", "given 13800000001 registered cash=500"),
            Map.entry("stock", "stock 181234567890123456 50"),
            Map.entry("as", "as 13800000002"),
            Map.entry("clock", "clock 2009-11-02 09:00"),
            Map.entry("wait", "wait 5m"),
            Map.entry("call", "call 12588"),
            Map.entry("press", "press 1"),
            Map.entry("state", "state tx.ask_pin"),
            Map.entry("was", "was OK"),
            Map.entry("bill", "bill 1"),
            Map.entry("cash", "cash 400.00"),
            Map.entry("card", "card 30.00"),
            Map.entry("order", "order open"),
            Map.entry("line", "line ended"),
            Map.entry("fail", "fail withdraw no_cash"),
            Map.entry("guard", "guard pin_for_bill no"),
            Map.entry("limit", "limit withdraw_max 100"),
            Map.entry("notice", "notice refund"),
            Map.entry("end", "end tx done"),
            Map.entry("outside", "outside bill fail"),
            Map.entry("then", "then cash 50"),
            Map.entry("log", "log without 123456"));

    private static final Set<String> PAIRS = Set.of("clock", "fail", "guard", "limit", "outside");
    private static final Set<String> SINGLE =
            Set.of("as", "wait", "press", "was", "bill", "cash", "card", "order", "line", "notice");
    private static final Set<String> ALONE = Set.of("redeliver", "silence", "hangup", "nobody");
    /** They hold text, in which anything may stand. */
    private static final Set<String> TEXTS = Set.of("<", ">", ">>", "hear", "deliver", "log");

    private static final Set<String> ENDED = Set.of(
            "OK",
            "PROMPTED",
            "UNKNOWN_TEXT",
            "DUPLICATE_SUSPECT",
            "OFFNET",
            "PART",
            "MACHINE",
            "SYSTEM_FAULT",
            "nothing");
    private static final Set<String> ORDERS = Set.of("none", "open", "expired", "paid", "closed");
    private static final Set<String> OF_AMOUNTS = Set.of("purchase", "refund", "cash", "card", "withdraw", "order");
    private static final Set<String> OF_COUNTS = Set.of("wrong_pin", "wrong_login");
    private static final Set<String> OF_NOTHING = Set.of(
            "order_closed",
            "profile",
            "real_name",
            "opened",
            "cancel",
            "reissue",
            "freeze",
            "unfreeze",
            "unbind",
            "reset_pin");
    private static final int TAIL_LENGTH = 4;
    private static final int FACE_LENGTH_MAX = 4;

    private final @Nullable ChatNames names;
    private final Map<String, Integer> people = new HashMap<>();
    private final ChatText.Said said = new ChatText.Said();
    private boolean complete = true;

    /** @param scripts whose names a line may use; null if they are not known */
    ChatArguments(@Nullable Scripts scripts) {
        names = scripts == null ? null : new ChatNames(scripts);
    }

    /** A line could not be read: from now on nothing is missed that may have stood in it. */
    void spoil() {
        complete = false;
        said.spoil();
    }

    /** What is wrong with an argument that is not empty, after the lines before it; null if nothing is. */
    @Nullable
    Wrong wrong(int number, String verb, String argument) {
        if (TEXTS.contains(verb)) {
            return text(number, verb, argument);
        }
        var words = ChatWord.of(argument);
        var wrong = ChatWord.amongWords(words, argument, verb.equals("then"));
        if (wrong == null) {
            wrong = count(verb, words);
        }
        if (wrong == null) {
            wrong = values(number, verb, words);
        }
        return wrong == null && names != null ? names.wrong(verb, words) : wrong;
    }

    private @Nullable Wrong text(int number, String verb, String argument) {
        return switch (verb) {
            case ">", ">>" -> said.sent(argument);
            case "<" -> said.received(argument, complete ? people.keySet() : null);
            case "hear" -> said.heard(argument);
            case "deliver" -> deliver(number, argument);
            case "log" ->
                argument.strip().matches("without\\s+\\S.*") ? null : Wrong.line("write: " + EXAMPLES.get(verb));
            default -> null;
        };
    }

    private static @Nullable Wrong count(String verb, List<ChatWord> words) {
        int most = ALONE.contains(verb)
                ? 0
                : SINGLE.contains(verb) ? 1 : PAIRS.contains(verb) || verb.equals("call") || verb.equals("end") ? 2 : 0;
        boolean limited = ALONE.contains(verb) || most > 0;
        if (limited && words.size() > most) {
            return words.get(most)
                    .wrong(
                            most == 0
                                    ? verb + " stands alone"
                                    : "nothing more stands behind "
                                            + words.get(most - 1).text() + "; write: " + EXAMPLES.get(verb));
        }
        boolean tooFew = (PAIRS.contains(verb) && !verb.equals("clock")) || verb.equals("stock");
        return tooFew && words.size() < 2
                ? Wrong.line("something is missing behind " + words.get(0).text() + "; write: " + EXAMPLES.get(verb))
                : null;
    }

    private @Nullable Wrong values(int number, String verb, List<ChatWord> words) {
        var first = words.get(0);
        return switch (verb) {
            case "given" -> given(number, words);
            case "as" -> as(first);
            case "stock" -> stock(words);
            case "clock" -> clock(words);
            case "wait" -> of(first, ChatValues.duration(first.text()));
            case "call" -> call(words);
            case "press" -> press(first);
            case "was" -> was(first);
            case "cash", "card" -> of(first, ChatValues.money(first.text()));
            case "order" -> of(first, ChatValues.oneOf("state of an order", first.text(), ORDERS));
            case "line" ->
                of(
                        first,
                        first.text().matches("open|ended|[0-9]{3,21}")
                                ? null
                                : "a line is open, ended, or the number that the call was handed to, not "
                                        + first.text());
            case "guard" ->
                of(
                        words.get(1),
                        Set.of("yes", "no").contains(words.get(1).text())
                                ? null
                                : "a guard is yes or no, not " + words.get(1).text());
            case "limit" -> of(words.get(1), ChatValues.money(words.get(1).text()));
            case "outside" -> outside(words);
            case "then" -> then(words);
            default -> null;
        };
    }

    private static @Nullable Wrong of(ChatWord word, @Nullable String what) {
        return what == null ? null : word.wrong(what);
    }

    private @Nullable Wrong given(int number, List<ChatWord> words) {
        var first = words.get(0);
        if (ChatValues.Traits.isTrait(first.text())) {
            return first.wrong("the number stands first: " + EXAMPLES.get("given"));
        }
        var wrong = of(first, ChatValues.number(first.text()));
        var before = people.putIfAbsent(first.text(), number);
        if (wrong == null && before != null) {
            wrong = first.wrong(first.text() + " is given in line " + before + " already; write all of it there");
        }
        return wrong == null ? ChatValues.Traits.wrong(words.subList(1, words.size())) : wrong;
    }

    private @Nullable Wrong as(ChatWord who) {
        var number = who.text();
        if (!number.matches("\\+?[0-9]{2,21}")) {
            return who.wrong("a sender is a number, not " + number);
        }
        boolean someone = number.matches("1[3-9][0-9]{8,10}");
        var wrong = someone ? of(who, ChatValues.number(number)) : null;
        if (wrong == null && someone && complete && !people.isEmpty() && !people.containsKey(number)) {
            wrong = who.wrong("nobody is given the number " + number + "; write before it: given " + number
                    + ", or given " + number + " unknown");
        }
        people.putIfAbsent(number, 0);
        return wrong;
    }

    private static @Nullable Wrong stock(List<ChatWord> words) {
        var card = words.get(0);
        var face = words.get(1);
        if (card.text().length() <= FACE_LENGTH_MAX && face.text().length() > FACE_LENGTH_MAX) {
            return card.wrong("the card stands first, then what it is worth: " + EXAMPLES.get("stock"));
        }
        if (!card.text().matches("[0-9]+")) {
            return card.wrong("a recharge card is written in digits, not " + card.text());
        }
        var wrong = of(face, ChatValues.money(face.text()));
        for (ChatWord more : words.subList(2, words.size())) {
            wrong = wrong == null ? of(more, ChatValues.ofACard(more.text())) : wrong;
        }
        return wrong;
    }

    private static @Nullable Wrong clock(List<ChatWord> words) {
        var text = words.get(0).text() + (words.size() > 1 ? ' ' + words.get(1).text() : "");
        return of(words.get(0), ChatValues.time(text));
    }

    private static @Nullable Wrong call(List<ChatWord> words) {
        return words.size() > 1 && !words.get(1).text().equals("withheld")
                ? words.get(1)
                        .wrong("behind the number stands withheld, or nothing, not "
                                + words.get(1).text())
                : null;
    }

    private @Nullable Wrong press(ChatWord keys) {
        return keys.text().contains("<")
                ? said.filled(keys)
                : of(keys, keys.text().matches("[0-9*#]+") ? null : "keys are 0 to 9, * and #, not " + keys.text());
    }

    private static @Nullable Wrong was(ChatWord word) {
        var text = word.text();
        if (ENDED.contains(text) || text.matches("REFUSED:[a-z_]+")) {
            return null;
        }
        var lower = text.toLowerCase(Locale.ROOT);
        var meant = ENDED.stream()
                .filter(each -> each.equalsIgnoreCase(text))
                .findFirst()
                .orElse(lower.matches("refused[:=.][a-z_]+") ? "REFUSED:" + lower.substring(8) : "");
        return word.wrong(
                meant.isEmpty()
                        ? "a message was OK, PROMPTED, REFUSED:reason, UNKNOWN_TEXT or nothing, not " + text
                        : "write " + meant + ", not " + text);
    }

    private static @Nullable Wrong outside(List<ChatWord> words) {
        var how = words.get(1);
        return switch (words.get(0).text()) {
            case "bill" ->
                of(how, ChatValues.oneOf("end of a bill", how.text(), ChatValues.lower(PaymentEnding.values())));
            case "bank" ->
                of(
                        how,
                        ChatValues.oneOf(
                                "result of a bank", how.text(), ChatValues.lower(WithdrawalResults.Result.values())));
            default ->
                words.get(0)
                        .wrong("outside are bill and bank, not " + words.get(0).text());
        };
    }

    private @Nullable Wrong then(List<ChatWord> words) {
        var event = words.get(0).text();
        int most = event.equals("order") ? 4 : OF_NOTHING.contains(event) ? 1 : 2;
        boolean known = OF_NOTHING.contains(event)
                || OF_AMOUNTS.contains(event)
                || OF_COUNTS.contains(event)
                || Set.of("status", "brand", "rebind").contains(event);
        if (!known) {
            var all = new HashSet<>(OF_NOTHING);
            all.addAll(OF_AMOUNTS);
            all.addAll(OF_COUNTS);
            all.addAll(Set.of("status", "brand", "rebind"));
            return words.get(0).wrong("nothing is known of: then " + event + "; " + Faults.suggestion(event, all));
        }
        if (words.size() > most) {
            return words.get(most)
                    .wrong("nothing more stands behind " + words.get(most - 1).text());
        }
        if (event.equals("reset_pin")) {
            said.knows("pay");
        }
        return OF_NOTHING.contains(event) ? null : then(event, words);
    }

    private static @Nullable Wrong then(String event, List<ChatWord> words) {
        if (words.size() < 2) {
            return Wrong.line("something is missing behind " + event + "; write: then " + event + ' '
                    + (OF_AMOUNTS.contains(event) ? "50" : OF_COUNTS.contains(event) ? "3" : "VALUE"));
        }
        var value = words.get(1);
        var wrong = of(
                value,
                switch (event) {
                    case "wrong_pin", "wrong_login" -> ChatValues.count(value.text());
                    case "status" -> ChatValues.status(value.text());
                    case "brand" -> ChatValues.brand(value.text());
                    case "rebind" -> ChatValues.digits(value.text(), TAIL_LENGTH, "the end of a bank card's number");
                    default -> ChatValues.money(value.text());
                });
        if (wrong == null && words.size() > 3) {
            var reasons = Arrays.stream(Refusal.Reason.values()).map(Enum::name).toList();
            var reason = words.get(3);
            wrong = of(reason, ChatValues.oneOf("reason", reason.text(), reasons));
        }
        return wrong;
    }

    private @Nullable Wrong deliver(int number, String argument) {
        int text = argument.indexOf("text=");
        for (ChatWord option : ChatWord.of(text < 0 ? argument : argument.substring(0, text))) {
            var parts = option.text().split("=", 2);
            var value = parts.length < 2 ? "" : parts[1];
            boolean good = switch (parts[0]) {
                case "from" -> {
                    people.putIfAbsent(value.replaceFirst("^(\\+|00)?86(?=1)", ""), number);
                    yield !value.isEmpty();
                }
                case "to" -> !value.isEmpty();
                case "dcs" -> value.matches("[0-9]{1,3}");
                case "hex", "udh" -> value.matches("([0-9A-Fa-f]{2})*");
                case "part" -> value.matches("[0-9]{1,3}/[0-9]{1,3}/[0-9]{1,5}");
                case "payload" -> parts.length == 1;
                default -> false;
            };
            if (!good) {
                return option.wrong(wrongOption(parts[0], option.text()));
            }
        }
        return null;
    }

    private static String wrongOption(String name, String option) {
        return switch (name) {
            case "from", "to" -> "write a number behind " + name + "=";
            case "dcs" -> "dcs= is a number from 0 to 255, not " + option.substring(option.indexOf('=') + 1);
            case "hex", "udh" -> name + "= is octets of two digits 0 to 9 and a to f each, like " + name + "=4b54";
            case "part" -> "a part is written NUMBER/TOTAL/REFERENCE, like part=1/2/77";
            case "payload" -> "payload stands alone";
            default -> "deliver knows from= to= dcs= hex= text= udh= part= payload, not " + name;
        };
    }
}
