package cn.smspay.store.postgres;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuaranteesTest {
    private static final Map<String, String> SOUND = Map.of(
            "fsync", "on",
            "full_page_writes", "on",
            "synchronous_commit", "on",
            "server_encoding", "UTF8",
            "in_hot_standby", "off",
            "transaction_read_only", "off");

    @Test
    void aSoundServerIsTaken() {
        assertDoesNotThrow(() -> Guarantees.require(SOUND::get));
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, off",
        "full_page_writes, off",
        "synchronous_commit, off",
        "synchronous_commit, local",
        "server_encoding, SQL_ASCII",
        "transaction_read_only, on"
    })
    void aServerThatCouldLoseWhatItStoredIsRefusedWithTheSetting(String setting, String value) {
        var set = new HashMap<>(SOUND);
        set.put(setting, value);

        var refused = assertThrows(IllegalStateException.class, () -> Guarantees.require(set::get));

        assertTrue(refused.getMessage().startsWith("PostgreSQL's " + setting + " is " + value), refused::getMessage);
    }

    @Test
    void aStandbyIsRefusedForWhatItIsAlsoByWhoOnlyLooks() {
        var set = new HashMap<>(SOUND);
        set.put("in_hot_standby", "on");
        set.put("transaction_read_only", "on");

        var writing = assertThrows(IllegalStateException.class, () -> Guarantees.require(set::get));
        var looking = assertThrows(IllegalStateException.class, () -> Guarantees.ofServer(set::get));

        assertTrue(writing.getMessage().startsWith("PostgreSQL is in recovery there"), writing::getMessage);
        assertEquals(writing.getMessage(), looking.getMessage());
    }
}
