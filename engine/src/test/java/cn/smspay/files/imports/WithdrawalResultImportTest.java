package cn.smspay.files.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a bank's row says of a withdrawal, and what is known of it already. */
final class WithdrawalResultImportTest extends AccountsFixture {
    private WithdrawalResultImport results;
    private ImportFaults faults;

    @BeforeEach
    void open() {
        results = new WithdrawalResultImport(accounts, world.clock);
        faults = new ImportFaults("w.csv");
    }

    private Optional<WithdrawalResultImport.Item> read(String order, String result, String reason) {
        var fields = new HashMap<>(Map.of("order", order, "result", result, "reason", reason));
        return results.read(new ImportRow(faults, 2, fields));
    }

    private RowOutcome write(String order, String result) {
        return world.in(tx -> results.write(tx, read(order, result, "").orElseThrow()));
    }

    private String withdrawal() {
        var li = world.realNameCustomer(ALICE, "100");
        return done(world.in(tx ->
                        accounts.withdrawals().withdraw(tx, world.request(li, World.PIN), World.fen("10"), "0128")))
                .number();
    }

    @ParameterizedTest
    @CsvSource({
        "1, PAID, PAID, ''",
        "123456789012345678, returned, RETURNED, ''",
        "1234567890123456789, PAID, , order",
        "12a, PAID, , order",
        "'', PAID, , order",
        "1, LOST, , result",
        "1, '', , result",
    })
    void anOrderIsDigitsAndAResultOneOfTwo(String order, String result, Result read, String fault) {
        assertEquals(
                read,
                read(order, result, "").map(WithdrawalResultImport.Item::result).orElse(null));
        assertEquals(fault.isEmpty() ? 0 : 1, faults.all().size());
        assertEquals(true, faults.all().stream().allMatch(each -> each.startsWith("w.csv:2: " + fault)));
    }

    @Test
    void aReasonIsWhatTheBankWroteOrNothing() {
        assertEquals(
                Optional.of("no such card"),
                read("1", "RETURNED", " no such card ").orElseThrow().reason());
        assertEquals(Optional.empty(), read("1", "RETURNED", "  ").orElseThrow().reason());
        assertEquals(List.of("1"), results.keys(read("1", "PAID", "").orElseThrow()));
    }

    @Test
    void whatABankSaysIsNewsOnceAndNeverTheContrary() {
        var order = withdrawal();

        assertEquals(RowOutcome.ADDED, write(order, "PAID"));
        assertEquals(RowOutcome.SAME, write(order, "PAID"));
        assertEquals(
                "the bank said otherwise before, ask it which is right",
                assertThrows(ImportRefused.class, () -> write(order, "RETURNED"))
                        .why());
    }

    @Test
    void aWithdrawalThatNobodyMadeIsRefused() {
        assertEquals(
                "no withdrawal of ours has this number, ask the bank",
                assertThrows(ImportRefused.class, () -> write("4711", "PAID")).why());
    }
}
