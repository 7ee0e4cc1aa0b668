package cn.smspay.ops.errand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import cn.smspay.accounts.payments.Merchants.Merchant;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.app.Main;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.books.ledger.DayClose;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Logs;
import cn.smspay.engine.Engine;
import cn.smspay.engine.LocalConfig;
import cn.smspay.ops.control.ControlClient;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.store.Job;
import cn.smspay.testing.Service;
import cn.smspay.testing.SftpPeer;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Commands that write are done by the engine of their folder, where one runs. */
@Isolated
@Timeout(120)
final class ErrandTest {
    private static final String CARD = "180000000000000018,10101181000000001,50,湖南,2099-12-31";

    @TempDir
    private Path folder;

    private Path cards;
    private Path key;

    @BeforeEach
    void files() throws IOException {
        // As the program starts: what tests of before made louder is not the command's own.
        Logs.start(Level.ERROR, false);
        cards = folder.resolve("cards.csv");
        Files.writeString(cards, "password,serial,face,issuer,expiry\n" + CARD + "\n");
        key = folder.resolve("key");
        Files.writeString(key, World.KEY + "\n");
        Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    private record Ran(int exit, String out, String err) {}

    private static Ran run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var stdout = System.out;
        var stderr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int exit = Main.run(arguments);
            return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
        }
    }

    private Ran importCards(Path data) {
        return run(
                "import", "RECHARGE_CARDS", cards.toString(), "--data", data.toString(), "--key-file", key.toString());
    }

    private static long count(Engine engine, String table) {
        return engine.store()
                .read(sql -> sql.createQuery("select count(*) from " + table)
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void anImportIsDoneByTheEngineAndTheAuditNamesItsUser() {
        var data = folder.resolve("data");
        try (var service = new Service(data)) {
            var ran = importCards(data);

            assertEquals(new Ran(0, "1 added, 0 changed, 0 same, 0 refused\n", ""), ran);
            assertEquals(1, count(service.engine(), "recharge_card"));
            var user = System.getProperty("user.name");
            assertEquals(
                    List.of("admin:" + user + " errand done"),
                    service.engine()
                            .store()
                            .read(sql -> sql.createQuery(
                                            "select who || ' ' || act || ' ' || outcome from audit where act = 'errand'")
                                    .mapTo(String.class)
                                    .list()));
            assertEquals(new Ran(0, "0 added, 0 changed, 1 same, 0 refused\n", ""), importCards(data));
        }
    }

    @Test
    void faultsOfAFileComeBackWithTheirPlacesAndTheExitCode() throws IOException {
        var data = folder.resolve("data");
        try (var service = new Service(data)) {
            Files.writeString(cards, "password,serial,face,issuer,expiry\n1,2,3,4,5\n");

            var ran = importCards(data);

            assertEquals(2, ran.exit(), ran.toString());
            assertTrue(ran.out().contains("cards.csv:2"), ran.toString());
            assertTrue(ran.out().endsWith("nothing was imported.\n"), ran.toString());
            assertEquals(0, count(service.engine(), "recharge_card"));
        }
    }

    @Test
    void billingCommandsThatWriteGoTheSameWay() {
        var data = folder.resolve("data");
        try (var service = new Service(data)) {
            service.say("13907310001", "CX");

            var waived = run(
                    "billing",
                    "waive",
                    "--data",
                    data.toString(),
                    "--number",
                    "1",
                    "--reason",
                    "SYSTEM_FAULT",
                    "--by",
                    "li.lei");
            var released = run("billing", "release", "--data", data.toString(), "--id", "1", "--by", "han.meimei");
            var purged = run("billing", "purge", "--data", data.toString());

            assertEquals(0, waived.exit(), waived.toString());
            assertEquals(new Ran(0, "1 records written\n", ""), released);
            assertEquals(new Ran(0, "0 records deleted\n", ""), purged);
            assertEquals(3, count(service.engine(), "audit"));

            var tariffs = Service.HOME.resolve("conf/smspay.yaml").toString();
            var day = ServiceDay.date(service.clock.instant()).toString();
            var rerated =
                    run("rerate", "--data", data.toString(), "--conf", tariffs, "--from", day, "--to", day, "--apply");
            assertEquals(new Ran(0, "Every record costs what the tariffs say.\n0 records corrected\n", ""), rerated);
            assertEquals(4, count(service.engine(), "audit"));
        }
    }

    @Test
    void correctionsThatTheEngineWritesAreOfItsOwnDay() throws IOException {
        var data = folder.resolve("data");
        var dear = Files.writeString(folder.resolve("dear.yaml"), """
                services: ["10658888"]
                billing:
                  tariffs:
                    - {id: uplink, li: 120, from: 2009-11-01}
                """).toString();
        try (var service = new Service(data)) {
            service.say("13907310001", "CX");
            var day = ServiceDay.date(service.clock.instant()).toString();

            var ran = run("rerate", "--data", data.toString(), "--conf", dear, "--from", day, "--to", day, "--apply");

            assertEquals(new Ran(0, "1 charged 100 li, right 120\n1 records corrected\n", ""), ran);
            assertEquals(
                    ServiceDay.of(service.clock.instant()).yyyymmdd(),
                    service.number("select day from charge where number = 2"));
        }
    }

    /** The card is nobody's: that it is looked at at all is what matters here. */
    @Test
    void aBatchOfATerminalIsTakenByTheEngineWithItsOwnKeysOrThoseNamed() throws IOException {
        var data = folder.resolve("data");
        var batch = folder.resolve("1.pos");
        Files.writeString(
                batch,
                "POS1,100000000001,1,1,1000,20091102000000,20091102000000\n"
                        + "8600755000000001,0,1,1000,5000,20091102000000,00000000\n");
        var masters = folder.resolve("masters");
        Files.writeString(masters, "00".repeat(16) + "\n" + "11".repeat(16) + "\n" + "22".repeat(16) + "\n");
        var taken = "batch 1 of PSAM 100000000001, 1 purchases: 1 unknown card";
        try (var service = new Service(data)) {
            var accounts = service.engine().accounts();
            service.engine()
                    .lane()
                    .submit(Job.of(this, tx -> {
                        accounts.merchants().put(tx, new Merchant("shop", "Shop", true));
                        accounts.wallet().batches().terminal(tx, new Terminal(100_000_000_001L), "shop", false);
                        return true;
                    }))
                    .join();

            assertEquals(new Ran(0, taken + "\n", ""), posBatch(data, batch));
            assertEquals(2, Files.readAllLines(folder.resolve("1.pos.result")).size());
            assertEquals(
                    new Ran(0, taken + "; it had been taken before, nothing changed\n", ""),
                    posBatch(data, batch, "--test-masters", masters.toString()));
            assertEquals(2, posBatch(data, batch, "--test-masters", "nowhere").exit());
            assertEquals(3, count(service.engine(), "audit where act = 'errand'"));
        }

        var alone = posBatch(data, batch, "--test-masters", masters.toString(), "--key-file", key.toString());
        assertEquals("no engine runs on " + data + "; this is done without one\n", alone.err());
        assertEquals(taken + "; it had been taken before, nothing changed\n", alone.out());
    }

    private static Ran posBatch(Path data, Path batch, String... more) {
        var arguments = new ArrayList<>(List.of("pos", "batch", batch.toString(), "--data", data.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(new String[0]));
    }

    /** As a process leaves it that was killed in the middle. */
    private void leave(Engine engine, String arguments) {
        engine.store()
                .write(tx -> tx.query(sql -> sql.execute(
                        "insert into errand select coalesce(max(id), 900) + 1, 'li.lei', ?, ?, 1 from errand",
                        folder.toString(),
                        arguments)));
    }

    @Test
    void whatTheEngineWasDoingWhenItWasKilledItsNextStartDoes() throws IOException {
        var data = folder.resolve("data");
        try (var service = new Service(data)) {
            service.say("13907310001", "CX");
            leave(service.engine(), "[\"import\",\"RECHARGE_CARDS\",\"cards.csv\",\"--data\",\"data\"]");
            leave(
                    service.engine(),
                    "[\"billing\",\"waive\",\"--data\",\"data\",\"--number\",\"1\",\"--reason\",\"SYSTEM_FAULT\",\"--by\",\"li.lei\"]");
            leave(service.engine(), "[\"billing\",\"purge\",\"--data\",\"data\"]");
            // This one it had done; that one is still to do.
            var day = ServiceDay.date(service.clock.instant()).minusDays(1);
            new DayClose(service.engine().store()).close(day, service.clock.instant());
            leave(service.engine(), "[\"ledger\",\"close\",\"--data\",\"data\",\"--day\",\"%s\"]".formatted(day));
            Files.createDirectories(folder.resolve("out"));
            leave(service.engine(), "[\"billing\",\"close\",\"--data\",\"data\",\"--out\",\"out\"]");
        }

        try (var service = new Service(data)) {
            while (count(service.engine(), "errand") > 0) {
                Thread.onSpinWait();
            }

            assertEquals(1, count(service.engine(), "recharge_card"));
            assertEquals(0, count(service.engine(), "waiver_proposal"), "nobody knows whether it was proposed");
            assertEquals(
                    List.of("import done", "billing refused:exit 3", "billing done", "ledger done", "billing done"),
                    service.engine()
                            .store()
                            .read(sql -> sql.createQuery("select what, outcome from audit where act = 'errand'"
                                            + " and who = 'admin:li.lei' order by id")
                                    .map((row, context) -> row.getString(1).split(" ")[0] + " " + row.getString(2))
                                    .list()));
            assertEquals(1, count(service.engine(), "billing_file"));
            assertEquals(new Ran(0, "0 added, 0 changed, 1 same, 0 refused\n", ""), importCards(data));
            assertEquals(0, count(service.engine(), "errand"));
        }
    }

    /** A timer of the machine says it; nobody's card is in the batch. */
    @Test
    void batchesOnAServerAreFetchedAndAnsweredByTheEngine() throws Exception {
        var data = folder.resolve("data");
        var password = folder.resolve("password");
        Files.writeString(password, SftpPeer.PASSWORD + "\n");
        try (var partner = new SftpPeer(folder);
                var service = new Service(data)) {
            var remote = partner.folder("pos");
            Files.writeString(remote.resolve("1.pos"), "no batch\n");
            var target = partner.target("us", SftpPeer.PASSWORD, "pos", 1);
            var exchange = new String[] {
                "pos",
                "exchange",
                "--data",
                data.toString(),
                "--host",
                target.host(),
                "--port",
                Integer.toString(target.port()),
                "--user",
                "us",
                "--password-file",
                password.toString(),
                "--known-hosts",
                target.knownHosts().toString(),
                "--folder",
                "pos"
            };

            var first = run(exchange);
            assertEquals(2, first.exit(), first.toString());
            assertTrue(first.out().startsWith("1.pos: "), first.toString());
            assertTrue(Files.exists(remote.resolve("1.pos.refused")));
            assertEquals(new Ran(0, "no batch waits\n", ""), run(exchange));
            assertEquals(2, count(service.engine(), "audit where act = 'errand'"));
        }
    }

    @Test
    void withoutAnEngineTheCommandDoesItAndSaysSo() {
        var data = folder.resolve("data");
        try (var service = new Service(data)) {
            assertEquals(0, count(service.engine(), "recharge_card"));
        }

        var ran = importCards(data);

        assertEquals(0, ran.exit(), ran.toString());
        assertEquals("no engine runs on " + data + "; this is done without one\n", ran.err());
    }

    /** All that write, with what they need beside the folder. */
    private List<String[]> writing(Path data) {
        var out = folder.resolve("out").toString();
        var batch = folder.resolve("1.pos").toString();
        var conf = Service.HOME.resolve("conf/smspay.yaml").toString();
        return Stream.of(
                        "import RECHARGE_CARDS " + cards + " --key-file " + key,
                        "billing export --out " + out,
                        "billing close --out " + out,
                        "billing waive --number 1 --reason SYSTEM_FAULT --by li.lei",
                        "billing release --id 1 --by han.meimei",
                        "billing purge",
                        "ledger close --day 2009-10-01",
                        "ledger repair --counters --yes --by li.lei",
                        "rerate --conf " + conf + " --from 2009-11-02 --to 2009-11-02 --apply",
                        "pos batch " + batch + " --key-file " + key,
                        "pos exchange --host 127.0.0.1 --port 1 --user us --password-file " + key + " --key-file "
                                + key,
                        "keys rotate --key-file " + key,
                        "keys renew sealing --key-file " + key,
                        "release stop",
                        "release go")
                .map(line -> (line + " --data " + data).split(" "))
                .toList();
    }

    @Test
    void nothingIsWrittenBesideAnEngineThatDoesNotListenOrDoesNotAnswer() throws IOException {
        var data = folder.resolve("data");
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("1.pos"), "");
        var config = LocalConfig.of(Service.HOME, data, new Secret(World.KEY), 1);
        try (var engine = new Engine(config, new TestClock())) {
            var before = dump(engine);
            for (var line : writing(data)) {
                var ran = run(line);
                assertEquals(3, ran.exit(), List.of(line) + ": " + ran);
                assertTrue(ran.err().contains("another engine is running on it"), List.of(line) + ": " + ran);
                assertEquals(1, ran.err().lines().count(), ran.err());
                assertEquals("", ran.out(), List.of(line) + " began");
            }
            assertEquals(before, dump(engine));
        }
    }

    /** As one that was stopped by a signal: the system takes connections for it, and nobody reads. */
    @Test
    void anEngineThatHangsIsHandedNothing() throws IOException {
        var data = Files.createDirectories(folder.resolve("data"));
        try (var deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UnixDomainSocketAddress.of(data.resolve(ControlSocket.FILE)));
            var place = new WritingMixin().readyWithin(Duration.ofMillis(1));

            var refused = assertThrows(Exit.Refused.class, () -> place.hand(data));

            assertEquals(3, refused.code());
            assertTrue(refused.getMessage().contains("does not answer"), refused.getMessage());
            assertTrue(refused.getMessage().contains("nothing was done"), refused.getMessage());
        }
    }

    /** Every row but those that say that it started. */
    private static String dump(Engine engine) {
        return engine.store()
                .read(sql -> Stream.of(
                                "recharge_card",
                                "billing_file",
                                "ledger_day",
                                "waiver_proposal",
                                "errand",
                                "audit",
                                "release_log",
                                "data_key",
                                "counter_repair")
                        .map(table -> table
                                + sql.createQuery("select * from " + table)
                                        .mapToMap()
                                        .list()
                                        .size())
                        .toList()
                        .toString());
    }

    @Test
    void filesAndDaysAreClosedByTheEngineWithItsClockAndPathsAsTheCallerMeansThem() throws IOException {
        var data = folder.resolve("data");
        var out = Files.createDirectories(folder.resolve("out"));
        try (var service = new Service(data)) {
            service.say("13907310001", "CX");
            var day = ServiceDay.date(service.clock.instant());

            var exported = run("billing", "export", "--data", data.toString(), "--out", out.toString());
            var closed = run("billing", "close", "--data", data.toString(), "--out", out.toString());
            var over = run(
                    "ledger",
                    "close",
                    "--data",
                    data.toString(),
                    "--day",
                    day.minusDays(1).toString(),
                    "--json");
            var open = run("ledger", "close", "--data", data.toString(), "--day", day.toString());

            assertEquals(0, exported.exit(), exported.toString());
            assertTrue(closed.out().startsWith("file 1 of " + day + ": 1 records"), closed.toString());
            assertEquals(0, over.exit(), over.toString());
            assertTrue(over.out().contains(day.minusDays(1).toString()), over.toString());
            assertEquals(2, open.exit(), open.toString());
            assertTrue(open.err().contains("is not over yet"), open.toString());
            assertEquals(4, count(service.engine(), "audit where act = 'errand' and who like 'admin:%'"));
            assertEquals(1, count(service.engine(), "billing_file"));
            assertEquals(1, count(service.engine(), "ledger_day"));
        }
        try (var list = Files.list(out)) {
            assertTrue(list.anyMatch(file -> file.toString().endsWith(".csv")));
        }
        var alone = run("billing", "close", "--data", data.toString(), "--out", out.toString());
        assertTrue(
                alone.err().startsWith("no engine runs on " + data + "; this is done without one\n"), alone.toString());
        assertEquals(0, alone.exit(), alone.toString());
        var old = run("ledger", "close", "--data", data.toString(), "--day", "2009-10-01");
        assertEquals(2, old.exit(), old.toString());
        assertTrue(old.err().contains("is closed already"), old.toString());
    }

    @Test
    void onlyCommandsThatWriteAreDoneByTheEngine() throws IOException {
        var data = folder.resolve("data");
        try (var service = new Service(data);
                var client = new ControlClient(data)) {
            assertEquals(0, count(service.engine(), "audit"));
            var said = client.say(
                    WritingMixin.WORD,
                    Map.of("arguments", List.of("demo", "--data", data.toString()), "folder", "/"),
                    line -> {});

            assertEquals(2, said.json().path("exit").asInt());
        }
    }
}
