package cn.smspay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.DayCaps;
import cn.smspay.accounts.payments.PinSettings;
import cn.smspay.base.Fen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RulesReaderTest {
    @TempDir
    private Path folder;

    private Sections sections;

    @BeforeEach
    void open() {
        sections = new Sections(folder);
    }

    private AccountSettings read(String lines) {
        return sections.read(lines, RulesReader::read);
    }

    @ParameterizedTest
    @CsvSource({
        "'agreement: 2009-11', true, true, true, false",
        "'pay_password_for: []', false, false, false, false",
        "'pay_password_for: [bill]', false, false, true, false",
        "'pay_password_for: top_up', false, false, false, true",
        "'pay_password_for: [close, withdraw, bill, top_up]', true, true, true, true",
    })
    void theListSaysWhatThePayPasswordIsAskedFor(
            String lines, boolean close, boolean withdraw, boolean bill, boolean topUp) {
        assertEquals(new PinSettings(close, withdraw, bill, topUp), read(lines).pins());
        assertEquals("", sections.fault());
    }

    @ParameterizedTest
    @CsvSource({
        "'pay_password_for: [pay]', 'may hold close, withdraw, bill and top_up, not pay'",
        "'bill_closed_provinces: [湖南, 火星]', 'holds 火星, which is no province'",
        "'adopted_province: 火星', must be a province like 湖南",
        "'holidays: [2009-10-01]', 'holds 2009-10-01, which is not a day like 20091001'",
        "'holidays: [\"20091301\"]', 'holds 20091301, which is not a day like 20091001'",
        "'working_weekends: [\"20090229\"]', 'holds 20090229, which is not a day like 20091001'",
        "'withdraw_min: 10.00|withdraw_max: 9.99', '\"withdraw_max\" must be at least withdraw_min, 10.00'",
        "'withdrawals_in_a_row: 0', 'must be 1 to 1000, not 0'",
        "'withdrawals_in_a_row: 1001', 'must be 1 to 1000, not 1001'",
        "'guessing_numbers: 20001', 'must be 0 to 20000'",
        "'bill_repeat_window: 0m', must be a time like 8s",
        "'withdraw_mni: 1', 'did you mean \"withdraw_min\"?'",
    })
    void whatCannotBeIsAFault(String lines, String fault) {
        read(lines);

        assertTrue(sections.fault().contains(fault), sections.fault());
    }

    @Test
    void whatIsSaidIsMeantAndTheRestIsUsual() {
        var rules = read("withdraw_min: 10|withdraw_max: 10|withdrawals_in_a_row: 1000|bill_repeat_window: 0s"
                + "|bill_test_provinces: []|bill_closed_provinces: [西藏]|holidays: [\"20080229\"]|bill_per_day: 0"
                + "|own_prefixes: [\"134\"]|adopted_province: 北京");

        assertEquals("", sections.fault());
        assertEquals(new Fen(10_00), rules.withdrawal().min());
        assertEquals(rules.withdrawal().min(), rules.withdrawal().max());
        assertEquals(1000, rules.withdrawal().inARow());
        assertEquals(Duration.ZERO, rules.bill().repeatWindow());
        assertEquals(Set.of(), rules.bill().testProvinces());
        assertEquals(Set.of(Province.TIBET), rules.bill().closedProvinces());
        assertEquals(Set.of(20080229), rules.calendar().holidays());
        assertEquals(new DayCaps(null, Fen.ZERO, null), rules.caps());
        assertEquals(Province.BEIJING, rules.numbers().adoptedProvince());
        assertEquals(AccountSettings.defaults().bill().max(), rules.bill().max());
        assertEquals(AccountSettings.defaults(), read("{}"));
    }
}
