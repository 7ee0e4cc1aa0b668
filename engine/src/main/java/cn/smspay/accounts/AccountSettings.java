package cn.smspay.accounts;

import cn.smspay.accounts.customers.NumberSettings;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.life.GuessingSettings;
import cn.smspay.accounts.payments.BillSettings;
import cn.smspay.accounts.payments.CalendarSettings;
import cn.smspay.accounts.payments.DayCaps;
import cn.smspay.accounts.payments.PaymentRules;
import cn.smspay.accounts.payments.PinSettings;
import cn.smspay.accounts.payments.WithdrawalSettings;
import cn.smspay.base.Fen;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a carrier may decide otherwise (R 5).
 *
 * @param numbers which numbers are the carrier's, and what becomes of unknown ones
 * @param pins for which commands the pay password is asked (D-01)
 * @param caps of a day
 * @param agreement version of the customer agreement, kept as proof with every account
 * @param voiceOpening whether opening by voice is offered (D-14)
 * @param guessing when wrong tries of many numbers are an alarm
 */
public record AccountSettings(
        NumberSettings numbers,
        PinSettings pins,
        WithdrawalSettings withdrawal,
        BillSettings bill,
        CalendarSettings calendar,
        DayCaps caps,
        String agreement,
        boolean voiceOpening,
        GuessingSettings guessing) {

    public static AccountSettings defaults() {
        return new AccountSettings(
                new NumberSettings(NumberSettings.PREFIXES_2009, false, Province.HUNAN),
                new PinSettings(true, true, true, false),
                new WithdrawalSettings(new Fen(1_00), null, 2, false),
                new BillSettings(
                        new Fen(1000_00),
                        Set.of(Province.GUANGDONG, Province.SHANGHAI, Province.FUJIAN, Province.TIBET),
                        Set.of(),
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(30),
                        Duration.ofHours(1)),
                new CalendarSettings(Set.of(), Set.of()),
                DayCaps.NONE,
                "2009-11",
                true,
                GuessingSettings.USUAL);
    }

    /** Those about payments. */
    public PaymentRules ofPayments() {
        return new PaymentRules(pins, withdrawal, bill, calendar, caps);
    }

    /** Amounts that dialogues may quote, by the names of the catalogue. */
    public Map<String, Fen> limits() {
        var limits = new HashMap<String, Fen>();
        limits.put("withdraw_min", withdrawal.min());
        limits.put("bill_max", bill.max());
        if (withdrawal.max() != null) {
            limits.put("withdraw_max", withdrawal.max());
        }
        return limits;
    }

    public AccountSettings withNumbers(NumberSettings to) {
        return new AccountSettings(to, pins, withdrawal, bill, calendar, caps, agreement, voiceOpening, guessing);
    }

    public AccountSettings withPins(PinSettings to) {
        return new AccountSettings(numbers, to, withdrawal, bill, calendar, caps, agreement, voiceOpening, guessing);
    }

    public AccountSettings withBill(BillSettings to) {
        return new AccountSettings(numbers, pins, withdrawal, to, calendar, caps, agreement, voiceOpening, guessing);
    }

    public AccountSettings withWithdrawal(WithdrawalSettings to) {
        return new AccountSettings(numbers, pins, to, bill, calendar, caps, agreement, voiceOpening, guessing);
    }

    public AccountSettings withCalendar(CalendarSettings to) {
        return new AccountSettings(numbers, pins, withdrawal, bill, to, caps, agreement, voiceOpening, guessing);
    }

    public AccountSettings withGuessing(GuessingSettings to) {
        return new AccountSettings(numbers, pins, withdrawal, bill, calendar, caps, agreement, voiceOpening, to);
    }

    public AccountSettings withCaps(DayCaps to) {
        return new AccountSettings(numbers, pins, withdrawal, bill, calendar, to, agreement, voiceOpening, guessing);
    }
}
