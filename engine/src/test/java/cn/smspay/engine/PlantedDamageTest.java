package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.payments.Merchants;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.ledger.DayClose;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.ExportProgress;
import cn.smspay.files.billing.WaiverReason;
import cn.smspay.files.billing.Waivers;
import cn.smspay.files.format.CloseReason;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damage is planted into every column of every row kind that money or its proof stands in, one change at a time, with the
 * triggers out of the way: {@code ledger verify} or {@code billing verify} must say something each time. What nobody
 * promises to see is a list, with the reason.
 */
@Timeout(600)
final class PlantedDamageTest {
    /** Tables that hold no money and no proof. */
    private static final Map<String, String> UNPROMISED_TABLES = unpromisedTables();

    /** Columns of proven tables that nobody compares with anything. */
    private static final Map<String, String> UNPROMISED = unpromised();

    /** Rows of a table that are damaged, one after the other; the first ones of a long table say it all. */
    private static final int ROWS_MOST = 2;

    @TempDir
    private static Path folder;

    private static Path written;
    private static Path out;

    private static Map<String, String> unpromisedTables() {
        var tables = new LinkedHashMap<String, String>();
        for (var name : "subscription number identity holder bank_card password account".split(" ")) {
            tables.put(name, "who somebody is; changes with every act of the subscriber");
        }
        for (var name :
                "downlink sent_segment conversation message_part reply_guard quarantine call_record".split(" ")) {
            tables.put(name, "what was said, not what was owed");
        }
        for (var name :
                "smsc_connection at_risk seen_message dialogue_release data_key schema_version series slot_count"
                        .split(" ")) {
            tables.put(name, "the engine's own memory");
        }
        for (var name : "release_log dialogue_figure unknown_text use_count free_text".split(" ")) {
            tables.put(name, "which dialogues were served and what was done in them, not what was owed");
        }
        tables.put("billing_delivery", "a log of tries");
        tables.put("counter_repair", "who had what rebuilt; the counters themselves are proven");
        tables.put("answered_request", "what was refused; what was done stands in the book");
        tables.put("waiver_proposal", "what somebody asked for; what came of it stands in charge_waiver");
        tables.put("charge_kept", "sums of records that are gone");
        tables.put("intake_hour", "counters for the comparison with the SMSC");
        for (var name : "aged_withdrawal withdrawal_result".split(" ")) {
            tables.put(name, "what operators handed in or were told; what came of it stands in the orders");
        }
        tables.put("merchant", "who may sell; what was sold stands in the purchases and the book");
        tables.put("clock_reading", "the engine's own memory");
        tables.put("receipt_without_bit", "counters for the comparison with the SMSC");
        tables.put("sqlite_sequence", "SQLite's own");
        return tables;
    }

    private static Map<String, String> unpromised() {
        var columns = new LinkedHashMap<String, String>();
        for (var name :
                "uplink.connection uplink.fingerprint uplink.received_at uplink.answer uplink.conversation uplink.dialog"
                        .split(" ")) {
            columns.put(name, "serves to know redeliveries; the record of the uplink has its own time");
        }
        for (var name : ("withdrawal_order.subscription withdrawal_order.msisdn withdrawal_order.tail"
                        + " withdrawal_order.card_sealed withdrawal_order.due_from withdrawal_order.due_by"
                        + " withdrawal_order.reason withdrawal_order.bank withdrawal_order.purchase_epoch"
                        + " bill_order.subscription bill_order.payee bill_order.province bill_order.next_look_at"
                        + " bill_order.looks purchase.subscription")
                .split(" ")) {
            columns.put(name, "not in the book; bank and province only once they were paid");
        }
        for (var name : ("recharge_card.key_high recharge_card.key_low recharge_card.last_day recharge_card.serial"
                        + " recharge_card.issuer")
                .split(" ")) {
            columns.put(name, "what is printed on a card; who issued it counts once it is used");
        }
        columns.put("recharge_card.face", "of a card that nobody used yet");
        columns.put("recharge_card.state", "of a card that nobody used yet");
        columns.put("recharge_card.used_channel", "the channel of a top-up is not in the book");
        columns.put("charge_purge.purged_at", "a remark");
        columns.put("billing_copy.published_at", "when a copy came under its name");
        columns.put("charge_waiver.note", "free words");
        columns.put("charge_waiver.released_at", "a remark");
        columns.put("charge_waiver.proposal", "a reference to what somebody asked for");
        columns.put("charge_waiver.proposed_by", "names are proven by the audit");
        columns.put("charge_waiver.released_by", "names are proven by the audit");
        columns.put("ledger_day.closed_at", "a remark");
        columns.put("ledger_open.closed_at", "a remark");
        columns.put("ledger_open.chain", "used once, when the day is added up");
        columns.put("ledger_open.last_transfer", "used once, when the day is added up");
        return columns;
    }

    @BeforeAll
    static void write() throws IOException, SQLException {
        var data = Files.createDirectory(folder.resolve("data"));
        out = data.resolve("billing");
        try (var service = new Service(data)) {
            act(service);
            var store = service.engine().store();
            new DayClose(store)
                    .close(
                            java.time.LocalDate.ofInstant(service.clock.instant(), service.clock.getZone())
                                    .minusDays(1),
                            service.clock.instant());
            service.say("13807310001", "CX");
            var waivers = new Waivers(store, new Billing());
            var proposal =
                    waivers.propose(List.of(new ChargeNumber(1)), WaiverReason.TEST, "", "li", service.clock.instant());
            waivers.release(proposal.id(), "wang", service.clock.instant());
            files(store, out).close(service.clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
            service.say("13807310001", "CX");
        }
        written = data.resolve(StoreSettings.FILE);
        try (var sql = connect(written)) {
            sql.createStatement().execute("pragma wal_checkpoint(truncate)");
        }
    }

    private static BillingFiles files(Store store, Path folder) {
        return new BillingFiles(store, BillingSettings.standard(), folder);
    }

    /** Every kind of movement and every end that an order can have. */
    private static void act(Service service) {
        var one = customer(service, "13807310001");
        var two = customer(service, "13807310002");
        service.say("13807310001", "TX100");
        service.say("13807310001", "135792");
        service.say("13807310002", "TX50");
        service.say("13807310002", "135792");
        service.say("13807310002", "HF10");
        service.say("13807310002", "135792");
        service.say("13807310001", "今天天气不错");
        var accounts = service.engine().accounts();
        var now = service.clock.instant();
        service.in(tx ->
                accounts.cashTopUps().payIn(tx, request(service, one, "c1"), Till.of(Province.HUNAN), new Fen(700_00)));
        service.in(tx -> {
            accounts.merchants().put(tx, new Merchants.Merchant("M1", "网上商城", true));
            return true;
        });
        service.in(tx -> accounts.purchases().buy(tx, request(service, one, "p1"), "M1", new Fen(10_00)));
        service.in(tx -> accounts.purchases().buy(tx, request(service, two, "p2"), "M1", new Fen(20_00)));
        var order = service.number("select min(id) from purchase");
        service.in(tx -> accounts.purchases().refund(tx, new OrderId(order), "refund-1", new Fen(3_00), now));
        var password = new Secret("180010000000000001");
        service.in(tx -> accounts.cardStock()
                .add(
                        tx,
                        new cn.smspay.accounts.payments.CardStock.Card(
                                "09111180000000001",
                                new Fen(50_00),
                                Province.HUNAN,
                                cn.smspay.accounts.customers.CardState.ACTIVE,
                                java.time.LocalDate.of(2030, 1, 1)),
                        password));
        service.say("13807310002", "CZK" + password.reveal());
        service.clock.turn(Duration.ofDays(1));
        service.say("13807310001", "HF20");
        service.say("13807310001", "135792");
        service.settle();
    }

    private static Request request(Service service, SubscriptionId who, String key) {
        return new Request(who, Channel.WEB, key, Optional.of(new Secret("135792")), service.clock.instant());
    }

    private static SubscriptionId customer(Service service, String number) {
        return service.in(tx -> {
            var staging = service.staging();
            var now = service.clock.instant();
            var who = staging.subscriber(tx, new Msisdn(number), Province.HUNAN, Brand.GOTONE);
            staging.open(tx, who, new Secret("246813"), new Secret("135792"), now);
            staging.realName(tx, who, now);
            staging.bindCard(tx, who, BankCode.ICBC, "0128");
            staging.money(tx, who, Pocket.CASH, new Fen(500_00), now);
            return who;
        });
    }

    @Test
    void theBookIsInOrderBeforeAnythingIsPlanted() throws Exception {
        assertEquals(List.of(), verify(copy()));
    }

    @Test
    void everyChangedColumnIsFoundOrNamed() throws Exception {
        var unseen = new TreeSet<String>();
        for (var table : tables()) {
            for (var column : columns(table)) {
                for (var damage : damages(table, column)) {
                    if (!UNPROMISED.containsKey(table + "." + column) && isUnseen(damage)) {
                        unseen.add(table + "." + column + ": " + damage);
                    }
                }
            }
        }
        assertEquals("", String.join("\n", unseen), "damage that nobody sees");
    }

    @Test
    void everyLostOrDoubledRowIsFound() throws Exception {
        var unseen = new TreeSet<String>();
        for (var table : tables()) {
            for (var row : rows(table)) {
                var damage = "delete from " + table + " where " + row;
                boolean unused = table.equals("recharge_card") && row.contains("state = 'ACTIVE'");
                if (!unused && isUnseen(damage)) {
                    unseen.add(damage);
                }
            }
        }
        assertEquals(List.of(), List.copyOf(unseen), "lost rows that nobody misses");
    }

    /** The changes of more than one row that leave every sum as it was. */
    @Test
    void everyClevererDamageIsFound() throws Exception {
        var damages = List.of(
                "update bill_order set status = 'RETURNED' where status = 'PAID'",
                "update bill_order set amount = 99999 where status = 'PAID'",
                "delete from bill_order where status = 'PAID'",
                "insert into purchase values (900, 2, 1, 'M1', 1000, 'CASH', 0, 1796002240842, null)",
                "update recharge_card set state = 'ACTIVE' where state = 'USED'",
                "update recharge_card set state = 'ACTIVE', used_by = null, used_at = null, used_channel = null,"
                        + " used_transfer = null where state = 'USED'",
                "delete from recharge_card where state = 'USED'",
                "update transfer set resolves = null where event = 'BILL_PAID'",
                "update transfer set resolves = (select min(id) from transfer where event = 'CARD_TOP_UP')"
                        + " where id = (select min(id) from transfer where event = 'BILL_PAID')",
                "update transfer set business_date = 20250101 where id = 9",
                "update transfer set event = 'CASH_TOP_UP' where event = 'CARD_TOP_UP'",
                "update transfer set reverses = 1 where event = 'REFUND'",
                "update transfer_request set idempotency_key = 'x' where transfer = 3",
                "update transfer_request set input_hash = input_hash + 1 where transfer = 3",
                "insert into transfer_request values ('again', 1, 3)",
                "insert into transfer_request values ('again', 1, 999)",
                "update ledger_account set last_transfer = 1 where id > 0",
                // Money moves from one subscriber to the other, with counters and balances repaired.
                "update posting set amount = amount - 100, balance_after = balance_after - 100"
                        + " where transfer = 1 and account > 0; update posting set amount = amount + 100,"
                        + " balance_after = balance_after + 100 where transfer = 2 and account > 0;"
                        + " update posting set amount = amount - 100, balance_after = balance_after - 100"
                        + " where transfer = 1 and account < 0; update posting set amount = amount + 100"
                        + " where transfer = 2 and account < 0; update posting set balance_after = balance_after - 100"
                        + " where account = (select account from posting where transfer = 1 and account > 0)"
                        + " and transfer > 1; update posting set balance_after = balance_after + 100"
                        + " where account = (select account from posting where transfer = 2 and account > 0)"
                        + " and transfer > 2; update ledger_account set cr_posted = cr_posted - 100"
                        + " where id = (select account from posting where transfer = 1 and account > 0);"
                        + " update ledger_account set cr_posted = cr_posted + 100"
                        + " where id = (select account from posting where transfer = 2 and account > 0)",
                "update transfer set chain = null; delete from ledger_head",
                "update system_account set code = 'MERCHANT:M9' where code = 'MERCHANT:M1'",
                "delete from charge where number = (select max(number) from charge)",
                "delete from charge_correction",
                "update charge set transfer = 999 where transfer is not null");
        for (var damage : damages) {
            assertFalse(verify(planted(damage)).isEmpty(), damage);
        }
    }

    @Test
    void aFindingSaysWhichRowAndWhatToDo() throws Exception {
        var found = verify(planted("update posting set amount = amount + 1 where transfer = 3"));

        assertTrue(
                found.stream().anyMatch(line -> line.startsWith("transfer 3 is not what was written")),
                found.toString());
        assertTrue(found.stream().anyMatch(line -> line.contains("put back a backup")), found.toString());
    }

    /** What a unique index does not let in need not be found. */
    private static boolean isUnseen(String damage) throws Exception {
        var data = planted(damage);
        return !Files.exists(data.resolve("unchanged")) && verify(data).isEmpty();
    }

    private static List<String> verify(Path data) {
        try (var store = Store.open(StoreSettings.tool(data.resolve(StoreSettings.FILE)))) {
            var found = new ArrayList<>(Books.verify(store));
            files(store, out).verify().forEach(finding -> found.add(finding.toString()));
            return found;
        } catch (RuntimeException e) {
            // A command that cannot even read what it finds says so, and ends with an error.
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static Path copy() throws IOException {
        var data = Files.createTempDirectory(folder, "copy");
        Files.copy(written, data.resolve(StoreSettings.FILE));
        return data;
    }

    private static Connection connect(Path file) {
        try {
            return DriverManager.getConnection("jdbc:sqlite:" + file);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** With every trigger and check out of the way, as somebody with the file in his hands has them. */
    private static Path planted(String damage) throws Exception {
        var data = copy();
        try (var sql = connect(data.resolve(StoreSettings.FILE));
                var statement = sql.createStatement()) {
            statement.execute("pragma ignore_check_constraints = on");
            for (var trigger : texts(sql, "select name from sqlite_master where type = 'trigger'")) {
                statement.execute("drop trigger " + trigger);
            }
            int changed = 0;
            for (var one : damage.split(";")) {
                changed += statement.executeUpdate(one);
            }
            if (changed == 0) {
                Files.createFile(data.resolve("unchanged"));
            }
        }
        return data;
    }

    private static List<String> tables() throws SQLException {
        try (var sql = connect(written)) {
            return texts(sql, "select name from sqlite_master where type = 'table' order by name").stream()
                    .filter(name -> !UNPROMISED_TABLES.containsKey(name))
                    .toList();
        }
    }

    private static List<String> columns(String table) throws SQLException {
        try (var sql = connect(written)) {
            return texts(sql, "select name from pragma_table_info('" + table + "')");
        }
    }

    /** Conditions that name one row each, by all its columns that are no octets. */
    private static List<String> rows(String table) throws SQLException {
        var conditions = new ArrayList<String>();
        try (var sql = connect(written);
                var rows = sql.createStatement().executeQuery("select * from " + table)) {
            var names = columns(table);
            while (rows.next() && conditions.size() < 12) {
                var parts = new ArrayList<String>();
                for (int i = 0; i < names.size(); i++) {
                    var value = rows.getObject(i + 1);
                    if (value instanceof Number) {
                        parts.add(names.get(i) + " = " + value);
                    } else if (value instanceof String text) {
                        parts.add(names.get(i) + " = '" + text.replace("'", "''") + "'");
                    }
                }
                conditions.add(String.join(" and ", parts));
            }
        }
        int step = Math.max(1, conditions.size() / ROWS_MOST);
        var some = new ArrayList<String>();
        for (int i = 0; i < conditions.size(); i += step) {
            some.add(conditions.get(i));
        }
        return some;
    }

    /** One more, one less, another word, nothing: whatever the column takes. */
    private static List<String> damages(String table, String column) throws SQLException {
        var damages = new ArrayList<String>();
        try (var sql = connect(written)) {
            for (var row : rows(table)) {
                var kind = texts(sql, "select typeof(" + column + ") from " + table + " where " + row)
                        .get(0);
                var others = switch (kind) {
                    case "integer" -> List.of(column + " + 1", column + " - 1");
                    case "text" -> List.of(column + " || 'X'");
                    case "blob" -> List.of("randomblob(32)");
                    default -> List.of("1");
                };
                for (var other : others.subList(damages.size() % others.size(), damages.size() % others.size() + 1)) {
                    damages.add("update or ignore " + table + " set " + column + " = " + other + " where " + row);
                }
            }
        }
        return damages;
    }

    private static List<String> texts(Connection sql, String query) throws SQLException {
        var texts = new ArrayList<String>();
        try (var rows = sql.createStatement().executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
