package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.life.GuessingSettings;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.config.Config;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import cn.smspay.voice.call.CallFigures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an engine does for its own upkeep. Its books are proved after every test. */
final class UpkeepTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private Engine engine;

    @BeforeEach
    void open() {
        var closing = new Config.AfterClosing(
                DAY.multipliedBy(50),
                DAY.multipliedBy(40),
                DAY.multipliedBy(30),
                DAY.multipliedBy(5),
                DAY.multipliedBy(3));
        engine = engine(new Config.Keep(
                DAY.multipliedBy(30), DAY.multipliedBy(20), DAY.multipliedBy(10), DAY.multipliedBy(5), 1, 0, closing));
    }

    private Engine engine(Config.Keep keep) {
        var usual = LocalConfig.of(Service.HOME, folder.resolve("data"), new Secret(World.KEY), 1);
        return new Engine(
                new Config(
                        usual.node(),
                        usual.data(),
                        usual.masterKey(),
                        usual.dialogs(),
                        usual.ivrScripts(),
                        usual.desk(),
                        usual.binds(),
                        usual.sms(),
                        usual.rules(),
                        usual.outside(),
                        usual.lane(),
                        usual.store(),
                        usual.voice(),
                        usual.billing(),
                        usual.sftp(),
                        usual.http(),
                        usual.doors(),
                        keep,
                        usual.logging()),
                clock);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private long count(String what) {
        return engine.store()
                .read(sql -> sql.createQuery("select count(*) from " + what)
                        .mapTo(Long.class)
                        .one());
    }

    private void sql(String statement, Object... values) {
        engine.store().write(tx -> tx.query(sql -> sql.execute(statement, values)));
    }

    private long daysAgo(int days) {
        return clock.instant().minus(DAY.multipliedBy(days)).toEpochMilli();
    }

    private void rows(int from, int to, int days) {
        for (int id = from; id <= to; id++) {
            sql(
                    "insert into uplink (id, connection, fingerprint, received_at) values (?, 1, 'x', ?)",
                    id,
                    daysAgo(days));
            sql(
                    "insert into downlink (id, recipient, service, template, decided_at, state, segments, changed_at)"
                            + " values (?, '13800000001', '10658888', 'X', ?, ?, 1, 0)",
                    id,
                    daysAgo(days),
                    id % 10 == 0 ? "QUEUED" : "SENT");
            sql(
                    "insert into call_record (id, call_id, caller, dialled, via, started_at, ended_at, duration_millis,"
                            + " menu_path, result, hung_up_by, codec, key_kind, packets_sent, packets_received)"
                            + " values (?, '', '', '', '', 0, ?, 0, '', '', '', '', '', 0, 0)",
                    "c" + id,
                    daysAgo(days));
            sql(
                    "insert into quarantine (id, bind, reason, sealed, at) values (?, '', '', ?, ?)",
                    id,
                    new byte[3_000],
                    daysAgo(days));
        }
    }

    private void purge() {
        engine.upkeep().purge().begin();
        while (engine.upkeep().purge().step()) {
            Service.moment();
        }
    }

    @Test
    void dropsWhatHasRunOutOfEachTableAndNothingElse() {
        rows(1, 450, 40);
        rows(451, 500, 15);
        rows(501, 520, 1);

        purge();

        assertEquals(70, count("uplink"), "younger than 30 days");
        assertEquals(70 + 45, count("downlink"), "younger than 20 days, or not decided");
        assertEquals(45, count("downlink where id <= 450"));
        assertEquals(20, count("call_record"), "younger than 10 days");
        assertEquals(20, count("quarantine"), "younger than 5 days");
    }

    /** Somebody with an account and all that can be held of him. Closed so many days ago; 0: open. */
    private void customer(long id, String number, int closedDays) {
        var who = new Msisdn(number);
        engine.store().write(tx -> {
            var subscription = engine.accounts()
                    .subscribers()
                    .feed(tx, who, Operator.CHINA_MOBILE, Province.HUNAN, Brand.GOTONE, false)
                    .id()
                    .value();
            var sealed = engine.vault().seal("x", "name");
            boolean open = closedDays == 0;
            tx.query(sql -> {
                sql.execute(
                        "insert into account (no, subscription, status, opened_at, opened_by, agreement, closed_at,"
                                + " reset_day, resets, open_orders) values (?, ?, ?, 0, 'SMS', '', ?, 0, 0, 0)",
                        id,
                        subscription,
                        open ? "NORMAL" : "CLOSED",
                        open ? null : daysAgo(closedDays));
                sql.execute(
                        "update subscription set account = ?, profile_complete = 1 where id = ?",
                        open ? id : null,
                        subscription);
                sql.execute("insert into identity values (?, ?, 'ID_CARD', ?)", subscription, sealed, sealed);
                sql.execute("insert into holder values (?, ?)", id, sealed);
                sql.execute("insert into login_alias values (?, 'x', ?, null)", "x" + id, id);
                sql.execute("insert into account_alias values (?, 'x')", id);
                sql.execute("insert into security_answer values (?, 'pet', 'x', 0)", id);
                sql.execute("insert into bank_card values (?, ?)", id, sealed);
                sql.execute("insert into card_branch values (?, 'x', 'x')", id);
                sql.execute(
                        "insert into withdrawal_order (id, subscription, msisdn, account, amount, bank, tail, card_sealed,"
                                + " status, requested_at, due_from, due_by, purchase_epoch)"
                                + " values (?, ?, ?, ?, 100, 'CMB', '7890', ?, 'PAID', 0, 0, 0, 0)",
                        id,
                        subscription,
                        number,
                        id,
                        engine.vault().seal("6222021234567890", "bank card"));
                sql.execute("insert into withdrawal_branch values (?, 'x', 'x')", id);
                sql.execute(
                        "insert into free_text values (?, ?, 'poll', 'why', 'c', 0, ?, ?)",
                        "k" + id,
                        subscription,
                        daysAgo(-1000),
                        sealed);
                sql.execute(
                        "insert into call_record (id, call_id, caller, dialled, via, started_at, ended_at, duration_millis,"
                                + " menu_path, result, hung_up_by, codec, key_kind, packets_sent, packets_received)"
                                + " values (?, '', ?, '', '', ?, ?, 0, '', '', '', '', '', 0, 0)",
                        "k" + id,
                        number,
                        daysAgo(9),
                        daysAgo(9));
                sql.execute(
                        "insert into downlink (id, recipient, service, template, text, decided_at, state, segments,"
                                + " changed_at) values (?, ?, '10658888', 'X', 'x', ?, 'SENT', 1, 0)",
                        id,
                        number,
                        daysAgo(9));
                return 0;
            });
            return 0;
        });
    }

    /** What of it is still there, of the closed account and of the open one. */
    private String held(long id) {
        var found = new StringBuilder();
        for (var what : List.of(
                "identity i join account a on i.subscription = a.subscription where a.no = %d and name_sealed is not null",
                "holder where account = %d",
                "login_alias where account = %d",
                "account_alias where account = %d",
                "identity i join account a on i.subscription = a.subscription where a.no = %d and id_number_sealed is not null",
                "security_answer where account = %d",
                "bank_card where account = %d",
                "card_branch where account = %d",
                "withdrawal_order where account = %d and length(card_sealed) > 28",
                "withdrawal_branch where withdrawal = %d",
                "call_record where id = 'k%d' and caller <> ''",
                "free_text where key = 'k%d'",
                "downlink where id = %d and text is not null")) {
            found.append(count(String.format(Locale.ROOT, what, id)));
        }
        return found.toString();
    }

    /** {@link Forgetting}, as the round of old rows calls it. */
    @ParameterizedTest
    @CsvSource({
        "1, 1111111111111", // all is kept
        "4, 1111111111100", // texts go after 3 days
        "6, 1111111111000", // call records after 5
        "31, 1111110000000", // bank cards after 30
        "41, 1111000000000", // documents after 40
        "51, 0000000000000" // names after 50
    })
    void whatIsHeldOfSomebodyWhoLeftGoesKindByKind(int days, String left) {
        customer(1, "13800000001", days);
        customer(2, "13800000002", 0);
        assertEquals("1111111111111", held(1), "before");

        // Calls and texts of before the closing only; these are of the ninth day before today.
        sql("update call_record set started_at = ?", daysAgo(days + 1));
        sql("update downlink set decided_at = ? where id = 1", daysAgo(days + 1));
        purge();

        assertEquals(left, held(1));
        assertEquals("1111111111111", held(2), "of a customer all is kept");
        assertEquals(
                days > 41 ? 0 : 1,
                count("identity where subscription = (select subscription from account where no = 1)"));
        assertEquals(
                days > 40 ? 1 : 2,
                count("subscription where profile_complete = 1"),
                "whose papers are gone is not taken for somebody whose papers are complete");
    }

    @Test
    void anUplinkStaysAsLongAsItsChargeRecord() {
        rows(1, 10, 400);
        sql(
                "insert into charge (number, uplink, day, amount_li, line, chain) values (1, 4, 20091101, 100, x'00', x'00')");

        purge();

        assertEquals(
                List.of(4L, 5L, 6L, 7L, 8L, 9L, 10L),
                engine.store()
                        .read(sql -> sql.createQuery("select id from uplink order by id")
                                .mapTo(Long.class)
                                .list()));
    }

    @Test
    void quarantineIsBoundedByItsBytesWhateverItsAge() {
        rows(1, 600, 1);

        purge();

        long bytes = engine.store()
                .read(sql -> sql.createQuery("select sum(length(sealed)) from quarantine")
                        .mapTo(Long.class)
                        .one());
        assertTrue(bytes <= 1_000_000 && bytes > 990_000, bytes + " bytes left");
        assertEquals(0, count("quarantine where id <= 200"), "the oldest go first");
        assertEquals(1, count("quarantine where id = 600"));
    }

    @Test
    void anEngineWithALongPastIsServedBetweenTheSlices() throws Exception {
        rows(1, 450, 400);
        engine.upkeep().purge().begin();
        engine.upkeep().purge().step();

        var served = engine.lane().submit(cn.smspay.store.Job.of("a message", tx -> true));

        assertTrue(Service.get(served));
        purge();
        assertEquals(0, count("uplink"));
    }

    @Test
    void healthNamesADiskWithLittleRoomAndSinceWhen() {
        assertEquals(List.of(), engine.upkeep().lines());
        engine.close();
        engine = engine(new Config.Keep(DAY, DAY, DAY, DAY, 1, 100));

        var lines = engine.upkeep().lines();
        clock.turn(DAY);
        var later = engine.upkeep().lines();

        assertTrue(
                lines.get(0)
                        .matches(
                                "disk: [0-9]+ MB of [0-9]+ MB free \\([0-9]+ %\\) under .*, less than 100 %, since .*"),
                lines.toString());
        assertTrue(later.get(0).endsWith("since 2009-11-02T09:00:00+08:00"), later.toString());
    }

    /** {@link Instruments}: the same for an operator, with what to do; and where things are, if they are there. */
    @Test
    void anOperatorSeesWhatIsWrongWithAdviceAndWhereThingsAre() {
        var instruments = new Instruments(engine);
        var binds = engine.link().status().size();
        var before = instruments.alarms();
        assertEquals(
                binds,
                before.stream()
                        .filter(alarm -> alarm.name().startsWith("bind "))
                        .count(),
                before.toString());
        assertTrue(before.stream().noneMatch(alarm -> alarm.name().equals("disk")), before.toString());
        assertTrue(
                instruments.place("tx", "ask_pin").matches("dialogs/tx\\.yaml:[0-9]+"),
                instruments.place("tx", "ask_pin"));
        assertEquals("", instruments.place("tx", "nowhere"));
        assertEquals("", instruments.place("nothing", "ask_pin"));
        assertEquals(List.of(), instruments.trunks());
        assertEquals(List.of(), instruments.calls());
        assertFalse(instruments.doubtsClock());

        engine.close();
        engine = engine(new Config.Keep(DAY, DAY, DAY, DAY, 1, 100));
        engine.upkeep().lines();
        var disk = new Instruments(engine)
                .alarms().stream()
                        .filter(alarm -> alarm.name().equals("disk"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("free space or enlarge the disk: when it is full the engine stops", disk.advice());
        assertEquals(clock.instant(), disk.first());
    }

    @Test
    void whatIsInOrderAgainIsNotSaidAnyMoreAndBeginsAnew() {
        var watch = new Watch(clock);
        var wrong = new AtomicReference<Optional<String>>(Optional.of("3 days left"));
        watch.add("certificate", wrong::get);
        watch.look();
        assertEquals(List.of("certificate: 3 days left, since 2009-11-02T09:00:00+08:00"), watch.lines());

        wrong.set(Optional.empty());
        watch.look();
        assertEquals(List.of(), watch.lines());

        clock.turn(DAY);
        wrong.set(Optional.of("2 days left"));
        watch.look();
        assertEquals(List.of("certificate: 2 days left, since 2009-11-03T09:00:00+08:00"), watch.lines());
    }

    @Test
    void aCertificateThatEndsSoonIsNamedWithItsDays() throws Exception {
        engine.upkeep().certificates().read("later", certificate("later.p12", 400), new Secret("secret"));
        assertEquals(List.of(), engine.upkeep().lines());

        engine.upkeep().certificates().read("soon", certificate("soon.p12", 10), new Secret("secret"));

        var lines = engine.upkeep().lines();
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(
                lines.get(0).matches("certificate soon: ends at 2009-11-1[01]T.*, in [89] days, since .*"),
                lines.toString());
    }

    private Path certificate(String name, int days) throws Exception {
        var file = folder.resolve(name);
        var keytool = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/keytool",
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=test",
                        "-startdate",
                        "2009/11/01 00:00:00",
                        "-validity",
                        Integer.toString(days),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, keytool.waitFor());
        return file;
    }

    @Test
    void aHealthyEngineHasNothingToSay() {
        assertEquals(List.of(), engine.upkeep().lines());
        assertFalse(Figures.health(engine).serving(), "nothing is bound");
    }

    @Test
    void healthNamesGuessingAcrossManyNumbers() {
        var usual = GuessingSettings.USUAL.numbers();
        for (int i = 0; i < usual; i++) {
            assertEquals(List.of(), guessing(), "after " + i);
            var number = new Msisdn(String.format(Locale.ROOT, "138%08d", i));
            engine.store().write(tx -> {
                var who = engine.accounts()
                        .subscribers()
                        .feed(tx, number, Operator.CHINA_MOBILE, Province.HUNAN, Brand.GOTONE, false)
                        .id();
                engine.accounts().passwords().unknownCard(tx, who, clock.instant());
                return who;
            });
        }

        assertEquals(1, guessing().size());
    }

    private List<String> guessing() {
        return engine.upkeep().lines().stream()
                .filter(line -> line.startsWith("guessing: "))
                .toList();
    }

    @Test
    void theHostsOfATrunkAreToldWithTheirStateAndSinceWhen() {
        var figures = new CallFigures();
        figures.answers("gw", "10.1.0.1:5060", true, clock.instant());
        figures.answers("gw", "10.1.0.2:5060", true, clock.instant());
        figures.answers("gw", "10.1.0.2:5060", false, clock.instant().plusSeconds(5));
        figures.answers("gw", "10.1.0.2:5060", false, clock.instant().plusSeconds(35));

        assertEquals(
                "10.1.0.1:5060 answers pings since 2009-11-02T09:00:00+08:00; "
                        + "10.1.0.2:5060 does not answer pings since 2009-11-02T09:00:05+08:00",
                Upkeep.pings(figures.pings("gw")));
    }
}
