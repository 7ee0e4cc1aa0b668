package cn.smspay.talk.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.BlockingState;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.Fen;
import cn.smspay.testing.TestClock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How answers of the accounts come to be outcomes and texts of dialogues. */
final class CatalogueAnswersTest {
    @Test
    void valuesAreWrittenAsTextsTakeThemUp() {
        var evening = new TestClock("2009-11-02T23:59:59").instant();
        assertEquals("2009-11-02 23:59", CatalogueAnswers.written(evening));
        assertEquals("2009-11-03 00:00", CatalogueAnswers.written(evening.plusSeconds(1)));
        assertEquals("100.50", CatalogueAnswers.written(new Fen(10050)));
        assertEquals("0.00", CatalogueAnswers.written(Fen.ZERO));
        assertEquals("0", CatalogueAnswers.written(0));
        assertEquals("plain", CatalogueAnswers.written("plain"));
        for (var bank : BankCode.values()) {
            assertEquals(bank.chinese(), CatalogueAnswers.written(bank));
        }
        for (var state : BlockingState.values()) {
            assertEquals(state.name().toLowerCase(Locale.ROOT), CatalogueAnswers.written(state));
        }
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aRefusalIsTheOutcomeOfItsNameWithItsFacts(Reason reason) {
        var refusal = Optional.of(Refusal.of(reason, "left", 3));
        if (reason == Reason.BAD_AMOUNT) {
            assertThrows(IllegalArgumentException.class, () -> CatalogueAnswers.checked(refusal));
            return;
        }

        var result = CatalogueAnswers.checked(refusal);

        assertEquals(new Action.Result(reason.name().toLowerCase(Locale.ROOT), Map.of("left", "3"), List.of()), result);
    }

    @Test
    void nothingInTheWayIsOk() {
        assertEquals(new Action.Result("ok", Map.of(), List.of()), CatalogueAnswers.checked(Optional.empty()));
    }

    @Test
    void whatWasDoneIsToldByTheActionAndWhatWasNotByTheRefusal() {
        var done = CatalogueAnswers.<Fen>answered(
                Answer.done(new Fen(5000)), value -> CatalogueAnswers.ok(Map.of("cash", value)));
        var refused = CatalogueAnswers.<Fen>answered(
                Answer.refused(Refusal.of(Reason.NO_CASH)), value -> CatalogueAnswers.ok(Map.of()));

        assertEquals(new Action.Result("ok", Map.of("cash", "50.00"), List.of()), done);
        assertEquals(new Action.Result("no_cash", Map.of(), List.of()), refused);
    }

    @Test
    void eachHindranceOfAClosingIsARowOfItsOwn() {
        var refusal = new Refusal(
                Reason.NOT_CLOSABLE,
                Map.of(),
                List.of(Refusal.of(Reason.BALANCE, "cash", new Fen(1)), Refusal.phone(BlockingState.values()[0])));

        var result = CatalogueAnswers.checked(Optional.of(refusal));

        assertEquals("not_closable", result.outcome());
        assertEquals(
                new Action.Row("balance", Map.of("cash", "0.01")), result.rows().get(0));
        assertEquals(2, result.rows().size());
        assertEquals(
                BlockingState.values()[0].name().toLowerCase(Locale.ROOT),
                result.rows().get(1).values().get("state"));
    }
}
