package cn.smspay.config;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.customers.NumberSettings;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.life.GuessingSettings;
import cn.smspay.accounts.payments.BillSettings;
import cn.smspay.accounts.payments.CalendarSettings;
import cn.smspay.accounts.payments.DayCaps;
import cn.smspay.accounts.payments.PinSettings;
import cn.smspay.accounts.payments.WithdrawalSettings;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code rules} section: what the service lets its customers do. */
final class RulesReader {
    private RulesReader() {}

    static AccountSettings read(Section rules) {
        var usual = AccountSettings.defaults();
        var prefixes = rules.texts("own_prefixes");
        var asked = rules.has("pay_password_for")
                ? Set.copyOf(rules.texts("pay_password_for"))
                : Set.of("close", "withdraw", "bill");
        for (String each : asked) {
            if (!Set.of("close", "withdraw", "bill", "top_up").contains(each)) {
                rules.wrong("pay_password_for", "may hold close, withdraw, bill and top_up, not " + each);
            }
        }
        var settings = new AccountSettings(
                new NumberSettings(
                        prefixes.isEmpty() ? usual.numbers().prefixes() : prefixes,
                        rules.flag("adopt_unknown_numbers", usual.numbers().adoptUnknown()),
                        rules.read(
                                "adopted_province",
                                usual.numbers().adoptedProvince(),
                                Province::read,
                                "a province like 湖南")),
                new PinSettings(
                        asked.contains("close"),
                        asked.contains("withdraw"),
                        asked.contains("bill"),
                        asked.contains("top_up")),
                new WithdrawalSettings(
                        rules.yuan("withdraw_min", usual.withdrawal().min()),
                        yuan(rules, "withdraw_max"),
                        rules.number("withdrawals_in_a_row", usual.withdrawal().inARow(), 1, 1000),
                        rules.flag("refund_restores_counter", usual.withdrawal().refundRestores())),
                new BillSettings(
                        rules.yuan("bill_max", usual.bill().max()),
                        provinces(rules, "bill_test_provinces", usual.bill().testProvinces()),
                        provinces(rules, "bill_closed_provinces", usual.bill().closedProvinces()),
                        // The one time that may be none at all.
                        rules.text("bill_repeat_window", "").equals("0s")
                                ? Duration.ZERO
                                : rules.time("bill_repeat_window", usual.bill().repeatWindow()),
                        rules.time("bill_patience", usual.bill().patience()),
                        usual.bill().lookAgainMax()),
                new CalendarSettings(days(rules, "holidays"), days(rules, "working_weekends")),
                new DayCaps(
                        yuan(rules, "withdraw_per_day"), yuan(rules, "bill_per_day"), yuan(rules, "purchase_per_day")),
                rules.text("agreement", usual.agreement()),
                rules.flag("voice_opening", usual.voiceOpening()),
                new GuessingSettings(
                        rules.number("guessing_numbers", usual.guessing().numbers(), 0, 20_000),
                        rules.time("guessing_window", usual.guessing().window())));
        var least = settings.withdrawal().min();
        var most = settings.withdrawal().max();
        if (most != null && !most.isZero() && !most.covers(least)) {
            rules.wrong("withdraw_max", "must be at least withdraw_min, " + least);
        }
        rules.done();
        return settings;
    }

    /** An amount that there need not be. */
    private static @Nullable Fen yuan(Section rules, String key) {
        return rules.has(key) ? rules.yuan(key, Fen.ZERO) : null;
    }

    private static Set<Province> provinces(Section rules, String key, Set<Province> usual) {
        if (!rules.has(key)) {
            return usual;
        }
        var provinces = new LinkedHashSet<Province>();
        for (String name : rules.texts(key)) {
            Province.read(name)
                    .ifPresentOrElse(
                            provinces::add, () -> rules.wrong(key, "holds " + name + ", which is no province"));
        }
        return provinces;
    }

    private static Set<Integer> days(Section rules, String key) {
        var days = new LinkedHashSet<Integer>();
        for (String day : rules.texts(key)) {
            day(day).ifPresentOrElse(
                            days::add, () -> rules.wrong(key, "holds " + day + ", which is not a day like 20091001"));
        }
        return days;
    }

    /** A day of the calendar, as its eight digits. */
    private static Optional<Integer> day(String text) {
        try {
            return Optional.of(ServiceDay.number(LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
