package cn.smspay.files.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.Msisdn;
import cn.smspay.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a row of the carrier's changes of a subscriber, and what it must not. */
final class SubscriberImportTest extends AccountsFixture {
    private SubscriberImport subscribers;
    private ImportFaults faults;

    @BeforeEach
    void open() {
        subscribers = new SubscriberImport(accounts, world.clock, ImportOptions.alone());
        faults = new ImportFaults("s.csv");
    }

    /** A row of {@link #ALICE} with these columns, like {@code status=正常 reason=申请}. */
    private Optional<SubscriberImport.Item> read(String cells) {
        var fields = new HashMap<>(Map.of("msisdn", ALICE));
        for (String cell : cells.split(" ")) {
            var parts = cell.split("=", -1);
            if (parts.length == 2) {
                fields.put(parts[0], parts[1]);
            }
        }
        return subscribers.read(new ImportRow(faults, 2, fields));
    }

    private RowOutcome write(String cells) {
        return world.in(tx -> subscribers.write(tx, read(cells).orElseThrow()));
    }

    private String refused(String cells) {
        return assertThrows(ImportRefused.class, () -> write(cells)).why();
    }

    private Subscription alice() {
        return world.in(tx -> accounts.subscribers().find(tx, new Msisdn(ALICE)))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "language=EN, en",
        "language=zh, zh",
        "language=fr, ",
    })
    void theLanguagesAreTwo(String cells, String language) {
        assertEquals(
                language, read(cells).flatMap(SubscriberImport.Item::language).orElse(null));
        assertEquals(language == null ? 1 : 0, faults.all().size());
    }

    @ParameterizedTest
    @CsvSource({
        "id_number=11010519491231002X, true",
        "id_number=110105194912310021, false",
        "id_type=身份证 id_number=110105194912310021, false",
        "id_type=护照 id_number=G12345678, true",
        "id_type=火星 id_number=11010519491231002X, false",
        "id_type=护照, true",
    })
    void aDocumentsNumberFitsItsTypeAndIsAnIdentityCardsUnlessSaid(String cells, boolean good) {
        assertEquals(good, read(cells).isPresent());
        assertEquals(good ? 0 : 1, faults.all().size());
    }

    @ParameterizedTest
    @CsvSource({
        "brand=神州行标准卡 province=湖南, 1",
        "brand=神州行标准卡 province=北京, 0",
        "brand=神州行标准卡 province=广东, 0",
        "brand=神州行标准卡, 0",
        "brand=神州行 province=湖南, 0",
    })
    void theStandardCardIsOddOutsideItsProvinces(String cells, int warnings) {
        assertTrue(read(cells).isPresent());
        assertEquals(warnings, faults.warnings().size());
    }

    @ParameterizedTest
    @CsvSource({"province=湖南, true", "brand=全球通, true", "province=湖南 brand=全球通, false"})
    void aNewNumberNeedsProvinceAndBrand(String cells, boolean refused) {
        if (refused) {
            assertEquals("a new number needs a province and a brand", refused(cells));
        } else {
            assertEquals(RowOutcome.ADDED, write(cells));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', SAME",
        "province=湖南 brand=全球通, SAME",
        "province=四川, CHANGED",
        "brand=神州行, CHANGED",
        "secondary=yes, CHANGED",
        "secondary=no, SAME",
        "operator=中国联通, CHANGED",
        "language=en, CHANGED",
        "name=李四, CHANGED",
        "status=正常, SAME",
        "status=单向停机, CHANGED",
        "account=yes, CHANGED",
        "account=no, SAME",
    })
    void aRowIsAChangeIfSomethingOfItIsNew(String cells, RowOutcome outcome) {
        write("province=湖南 brand=全球通");

        assertEquals(outcome, write(cells));
        assertEquals(RowOutcome.SAME, write(cells));
    }

    @ParameterizedTest
    @CsvSource({
        // before, the row, after
        "status=双向停机 reason=挂失, '', TWO_WAY, LOST",
        "status=双向停机 reason=挂失, status=双向停机, TWO_WAY, LOST",
        "status=双向停机 reason=挂失, status=单向停机, ONE_WAY, NONE",
        "status=双向停机 reason=挂失, reason=欠费, TWO_WAY, DEBT",
        "status=双向停机 reason=挂失, status=正常, NORMAL, NONE",
        "status=正常, status=单向停机 reason=申请, ONE_WAY, ON_REQUEST",
    })
    void aReasonGoesWithItsStatusAndNoFurther(String before, String row, PhoneStatus status, StopReason reason) {
        write("province=湖南 brand=全球通 " + before);

        write(row);

        assertEquals(new PhoneCondition(status, reason), alice().phone());
    }

    private int waiting() {
        return world.store.read(sql -> sql.createQuery("select count(*) from initial_password")
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void anAccountThatIsTakenOverWaitsForItsPasswordsOnce() {
        write("province=湖南 brand=全球通 account=yes");
        write("account=yes");

        assertTrue(holds(alice().id(), "registered"));
        assertEquals(1, waiting());
    }

    @Test
    void orGetsNoneIfNoneAreWanted() {
        subscribers = new SubscriberImport(
                accounts,
                world.clock,
                new ImportOptions(false, ImportOptions.Passwords.NONE, 20, pause -> {}, rows -> {}));

        write("province=湖南 brand=全球通 account=yes");

        assertTrue(holds(alice().id(), "registered"));
        assertEquals(0, waiting());
    }

    @Test
    void anAccountIsOpenedByTheRulesOfAnyOther() {
        assertEquals("secondary number of a SIM", refused("province=湖南 brand=全球通 secondary=yes account=yes"));
        assertEquals(Optional.empty(), world.in(tx -> accounts.subscribers().find(tx, new Msisdn(ALICE))));
    }

    @Test
    void anAccountIsOpenedBeforeThePhoneIsStopped() {
        assertEquals(RowOutcome.ADDED, write("province=湖南 brand=全球通 account=yes status=单向停机"));

        assertTrue(holds(alice().id(), "registered"));
        assertEquals(PhoneStatus.ONE_WAY, alice().phone().phoneStatus());
    }

    @Test
    void aCancelledNumberIsTakenUpAgainByAStatusOnly() {
        var old = world.realNameCustomer(ALICE, "5");
        write("status=销号");

        assertEquals(RowOutcome.SAME, write(""));
        assertEquals(RowOutcome.SAME, write("status=销号"));
        assertEquals("the number is cancelled, a new owner's row says 正常", refused("name=李四"));
        assertEquals("the number is cancelled, a new owner's row says 正常", refused("province=四川"));
        assertEquals(old, alice().id());
        assertEquals(RowOutcome.REISSUED, write("status=正常 name=李四"));
        assertNotEquals(old, alice().id());
        assertFalse(holds(alice().id(), "registered"));
        assertEquals(World.fen("5"), world.cash(old));
    }

    @Test
    void aNumberMayStandOnceInAFile() {
        assertEquals(List.of(new Msisdn(ALICE)), subscribers.keys(read("").orElseThrow()));
    }
}
