package cn.smspay.accounts.customers;

import cn.smspay.base.Fen;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        Caps caps,
        String agreement,
        boolean voiceOpening,
        Guessing guessing) {

    /**
     * Who guesses across many numbers stays below the tries of each.
     *
     * @param numbers so many different numbers with a wrong try within the window are an alarm; 0 for never
     */
    public record Guessing(int numbers, Duration window) {
        /** People mistype: of ten thousand inputs in ten minutes, far fewer are of different numbers and wrong. */
        public static final Guessing USUAL = new Guessing(50, Duration.ofMinutes(10));
    }

    /** The most that a customer may have in a day, each; null for as much as there is money (D-28). */
    public record Caps(
            @Nullable Fen withdrawals,
            @Nullable Fen bills,
            @Nullable Fen purchases) {
        public static final Caps NONE = new Caps(null, null, null);
    }

    /**
     * @param prefixes first digits of numbers that belong to the carrier
     * @param adoptUnknown whether a number that the carrier has not told us about becomes an ordinary subscriber (for
     *     development); otherwise it can do nothing until the carrier does (D-29)
     * @param adoptedProvince the province of such a subscriber
     */
    public record NumberSettings(List<String> prefixes, boolean adoptUnknown, Province adoptedProvince) {}

    public record PinSettings(boolean forClosing, boolean forWithdrawal, boolean forBill, boolean forTopUp) {}

    /**
     * @param max the most at once; null for as much as there is
     * @param inARow withdrawals allowed between two remote purchases (S-082)
     * @param refundRestores whether a full refund takes back the purchase that cleared the counter (D-11)
     */
    public record WithdrawalSettings(Fen min, @Nullable Fen max, int inARow, boolean refundRestores) {}

    /**
     * @param testProvinces where payments may fail: tried all the same, with a warning (D-09)
     * @param closedProvinces where no bill can be paid
     * @param repeatWindow how long the same amount again is taken for a repetition; zero for never (D-07)
     * @param patience how long the bill system may be silent before the subscriber is told so (F06)
     * @param lookAgainMax longest pause between two inquiries
     */
    public record BillSettings(
            Fen max,
            Set<Province> testProvinces,
            Set<Province> closedProvinces,
            Duration repeatWindow,
            Duration patience,
            Duration lookAgainMax) {}

    /**
     * @param holidays weekdays off, as {@code yyyymmdd}
     * @param workingWeekends weekend days that are worked, as {@code yyyymmdd}
     */
    public record CalendarSettings(Set<Integer> holidays, Set<Integer> workingWeekends) {}

    /** China Mobile's ranges at the end of 2009; 1349 was satellite telephony. */
    public static final List<String> PREFIXES_2009 = List.of(
            "1340", "1341", "1342", "1343", "1344", "1345", "1346", "1347", "1348", "135", "136", "137", "138", "139",
            "147", "150", "151", "152", "157", "158", "159", "182", "183", "184", "187", "188");

    public static AccountSettings defaults() {
        return new AccountSettings(
                new NumberSettings(PREFIXES_2009, false, Province.HUNAN),
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
                Caps.NONE,
                "2009-11",
                true,
                Guessing.USUAL);
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

    public AccountSettings withGuessing(Guessing to) {
        return new AccountSettings(numbers, pins, withdrawal, bill, calendar, caps, agreement, voiceOpening, to);
    }

    public AccountSettings withCaps(Caps to) {
        return new AccountSettings(numbers, pins, withdrawal, bill, calendar, to, agreement, voiceOpening, guessing);
    }
}
