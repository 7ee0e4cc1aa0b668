package cn.smspay.files.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.BlockingState;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What whoever imports is told of a rule that a row is against, and what would be right. */
final class ImportRefusedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_ACCOUNT | no account, open one first",
                "BRAND | brand not eligible",
                "SECONDARY_NUMBER | secondary number of a SIM",
                "CLOSE_FIRST | an account is open, close it first",
                "TRANSFERRED | the number was transferred, give the new owner's with a reissue",
                "RENUMBERED | the number was changed, give it out with a reissue",
                "CANCELLED | the number is cancelled, a new owner's row says 正常",
                "NOT_REAL_NAME | no real-name account, upgrade it first",
                "NAME_DIFFERS | holder is not the holder of the account",
                "ALREADY_BOUND | another card is bound, unbind that one first",
                "TOO_MANY_BINDINGS | three cards were bound this month, wait for the next",
                "KEY_REUSED | key reused",
            })
    void eachReasonHasItsWords(Reason reason, String words) {
        assertEquals(words, ImportRefused.of(Refusal.of(reason)).why());
    }

    @ParameterizedTest
    @CsvSource({"PHONE_STATUS", "PHONE_SUSPENDED", "BARRED"})
    void aPhoneIsNamedWithItsState(Reason reason) {
        assertEquals(
                "phone is not in a state for it: restricted",
                ImportRefused.of(Refusal.of(reason, "state", BlockingState.RESTRICTED))
                        .why());
        assertEquals(
                "phone is not in a state for it: suspended",
                ImportRefused.of(Refusal.of(reason)).why());
    }

    @Test
    void itCostsNoTraceSinceAFileMayHoldAMillion() {
        assertEquals(0, ImportRefused.of(Refusal.of(Reason.BRAND)).getStackTrace().length);
    }
}
