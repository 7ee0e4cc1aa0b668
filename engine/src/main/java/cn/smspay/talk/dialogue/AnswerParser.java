package cn.smspay.talk.dialogue;

import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads normalised answers. ASCII digits only: nothing else is ever money, a date or a password (R 3.0.3). */
final class AnswerParser {
    private static final int YEAR_MIN = 1900;
    private static final Pattern DATE = Pattern.compile("([0-9]{4})(?:([0-9]{2})([0-9]{2})"
            + "|-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|\\.([0-9]{1,2})\\.([0-9]{1,2})"
            + "|年([0-9]{1,2})月([0-9]{1,2})日)");

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");
    private static final String STOPS = "，。！？、；：,.!?;:-";

    private AnswerParser() {}

    static SlotAnswer read(Slot slot, String plain, Facts facts, Instant now) {
        return switch (slot.type()) {
            case AMOUNT -> amount(slot, plain, facts);
            case PIN -> isDigits(plain, slot.digits()) ? SlotAnswer.accepted(plain) : SlotAnswer.refused("not_pin");
            case DIGITS -> digits(slot, plain);
            case DATE -> date(plain, now);
            case CONFIRM -> confirm(slot, plain);
            case TEXT -> text(slot, plain);
            // Which of them are offered is known where the step is.
            case CHOICE -> SlotAnswer.refused("not_choice");
        };
    }

    /** One of the choices that are offered, by its number or another of its words. */
    static SlotAnswer choice(Step.Ask ask, String plain, GuardChecks guards) {
        for (Step.Choice choice : ask.choices()) {
            if (choice.words().contains(plain) && guards.hold(choice.when())) {
                return SlotAnswer.accepted(choice.words().get(0));
            }
        }
        return SlotAnswer.refused("not_choice");
    }

    /** A free text as it was sent, without line breaks and signs that do not print. */
    private static SlotAnswer text(Slot slot, String raw) {
        var text = BREAKS.matcher(raw).replaceAll(" ").strip();
        int length = text.codePointCount(0, text.length());
        if (length == 0
                || !text.codePoints().allMatch(c -> belongs(slot.wording().characters(), c))) {
            return SlotAnswer.refused("not_text");
        }
        if (length < slot.wording().shortest()) {
            return SlotAnswer.refused("too_short");
        }
        return length > slot.wording().longest() ? SlotAnswer.refused("too_long") : SlotAnswer.accepted(text);
    }

    private static boolean belongs(Slot.Characters characters, int c) {
        if (c == ' ' || STOPS.indexOf(c) >= 0) {
            return true;
        }
        return switch (characters) {
            case ANY -> true;
            case CHINESE -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
            case LATIN -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            case DIGITS -> c >= '0' && c <= '9';
        };
    }

    private static SlotAnswer amount(Slot slot, String plain, Facts facts) {
        var number =
                plain.endsWith("元") ? plain.substring(0, plain.length() - 1).strip() : plain;
        var amount = Fen.readYuan(number);
        if (amount.isEmpty()) {
            return SlotAnswer.refused("not_amount");
        }
        if (bound(slot.min(), facts)
                .filter(min -> amount.get().compareTo(min) < 0)
                .isPresent()) {
            boolean unbounded =
                    bound(slot.max(), facts).isEmpty() && slot.refusals().containsKey(Slot.BELOW_MIN);
            return SlotAnswer.refused(unbounded ? Slot.BELOW_MIN : "too_small");
        }
        if (bound(slot.max(), facts)
                .filter(max -> amount.get().compareTo(max) > 0)
                .isPresent()) {
            return SlotAnswer.refused("too_big");
        }
        return SlotAnswer.accepted(amount.get().toString());
    }

    /** The amount that a bound stands for; none if it is not configured. */
    static Optional<Fen> bound(String written, Facts facts) {
        var limit = Slot.limit(written);
        return Fen.readYuan(limit.isEmpty() ? written : facts.limit(limit));
    }

    private static SlotAnswer digits(Slot slot, String plain) {
        var bare = plain.replace(" ", "").replace("-", "");
        if (bare.isEmpty() || !isDigits(bare, bare.length())) {
            return SlotAnswer.refused("not_digits");
        }
        if (bare.length() != slot.digits()) {
            var particular = "length_" + bare.length();
            return SlotAnswer.refused(slot.refusals().containsKey(particular) ? particular : "wrong_length");
        }
        return bare.startsWith(slot.prefix()) ? SlotAnswer.accepted(bare) : SlotAnswer.refused("wrong_prefix");
    }

    private static SlotAnswer date(String plain, Instant now) {
        var parts = DATE.matcher(plain);
        if (!parts.matches()) {
            return SlotAnswer.refused("not_date");
        }
        for (int group = 2; group < parts.groupCount(); group += 2) {
            if (parts.group(group) != null) {
                return date(number(parts.group(1)), number(parts.group(group)), number(parts.group(group + 1)), now);
            }
        }
        return SlotAnswer.refused("not_date");
    }

    private static SlotAnswer date(int year, int month, int day, Instant now) {
        try {
            var date = LocalDate.of(year, month, day);
            if (year < YEAR_MIN) {
                return SlotAnswer.refused("not_date");
            }
            return date.isAfter(LocalDate.ofInstant(now, ServiceDay.ZONE))
                    ? SlotAnswer.refused("in_future")
                    : SlotAnswer.accepted(date.toString());
        } catch (DateTimeException e) {
            return SlotAnswer.refused("not_date");
        }
    }

    private static SlotAnswer confirm(Slot slot, String plain) {
        if (slot.yes().contains(plain)) {
            return SlotAnswer.accepted("yes");
        }
        return slot.no().contains(plain) ? new SlotAnswer(SlotAnswer.Fit.NO, "no") : SlotAnswer.refused("not_confirm");
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static boolean isDigits(String text, int length) {
        return text.length() == length && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
