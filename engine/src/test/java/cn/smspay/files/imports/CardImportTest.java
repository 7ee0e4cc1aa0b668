package cn.smspay.files.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.vault.Vault;
import cn.smspay.testing.World;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a row says of a card, and what the stock says to it. */
final class CardImportTest extends AccountsFixture {
    private static final Map<String, String> ROW = Map.of(
            "password", "181234567890123456", "serial", "09111180000000001", "face", "50", "expiry", "2011-12-31");

    private CardImport cards;
    private ImportFaults faults;

    @BeforeEach
    void open() {
        cards = new CardImport(accounts.cardStock(), Vault.of(World.KEY));
        faults = new ImportFaults("c.csv");
    }

    private Optional<CardImport.Item> read(String column, String value) {
        var fields = new HashMap<>(ROW);
        fields.put(column, value);
        return cards.read(new ImportRow(faults, 2, fields));
    }

    private RowOutcome write(String column, String value) {
        return world.in(tx -> cards.write(tx, read(column, value).orElseThrow()));
    }

    @Test
    void aCardIsHunansAndActiveUnlessTheRowSaysOtherwise() {
        var card = read("face", "500.00").orElseThrow().card();

        assertEquals(World.fen("500"), card.face());
        assertEquals(Province.HUNAN, card.issuer());
        assertEquals(CardState.ACTIVE, card.state());
        assertEquals(LocalDate.of(2011, 12, 31), card.lastDay());
        assertEquals(Province.SICHUAN, read("issuer", "四川").orElseThrow().card().issuer());
        assertEquals(
                CardState.FROZEN, read("state", "frozen").orElseThrow().card().state());
        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @CsvSource({
        "password, 18123456789012345",
        "password, 1812345678901234567",
        "password, 171234567890123456",
        "serial, 09111170000000001",
        "serial, 091111800000000010",
        "face, 0.01",
        "face, 40",
        "face, 501",
        "issuer, 火星",
        "expiry, 2011-02-29",
        "state, USED",
        "state, sold",
        "password, ''",
        "serial, ''",
        "face, ''",
        "expiry, ''",
    })
    void oneValueThatCannotBeIsOneFaultAndNoCard(String column, String value) {
        assertEquals(Optional.empty(), read(column, value));

        assertEquals(1, faults.all().size());
        var fault = faults.all().get(0);
        assertEquals("c.csv:2: " + column, fault.substring(0, 9 + column.length()));
        assertFalse(column.equals("password") && !value.isEmpty() && fault.contains(value), fault);
    }

    @Test
    void neitherSerialNorPasswordMayStandTwiceAndThePasswordIsNotKeptForIt() {
        var keys = cards.keys(read("face", "50").orElseThrow());

        assertEquals(2, keys.size());
        assertEquals("09111180000000001", keys.get(0));
        assertEquals(keys, cards.keys(read("face", "100").orElseThrow()));
        assertFalse(keys.contains("181234567890123456"));
        assertFalse(keys.get(1)
                .equals(cards.keys(read("password", "181234567890123457").orElseThrow())
                        .get(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "face, 100, card is in stock with another",
        "serial, 09111180000000002, card is in stock with another",
        "issuer, 四川, card is in stock with another",
        "expiry, 2012-12-31, card is in stock with another",
        "password, 181234567890123457, serial is in stock with another password",
    })
    void aCardThatContradictsTheStockIsRefused(String column, String value, String why) {
        assertEquals(RowOutcome.ADDED, write("face", "50"));

        var refused = assertThrows(ImportRefused.class, () -> write(column, value));

        assertEquals("the " + why, refused.why().substring(0, 4 + why.length()));
    }

    @Test
    void oneThatIsThereKeepsItsState() {
        assertEquals(RowOutcome.ADDED, write("state", "NEW"));

        assertEquals(RowOutcome.SAME, write("state", "ACTIVE"));

        assertEquals(
                "NEW",
                world.store.read(sql -> sql.createQuery("select state from recharge_card")
                        .mapTo(String.class)
                        .one()));
    }
}
