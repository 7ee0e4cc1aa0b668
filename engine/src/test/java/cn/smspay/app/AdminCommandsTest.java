package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Role;
import cn.smspay.testing.Service;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against an engine that runs; each is a {@code Telling}. */
final class AdminCommandsTest {
    private static final String NUMBER = "13911112222";
    private static final String NEXT = "13911113333";

    @TempDir
    Path folder;

    private Service service;
    private String error = "";

    @BeforeEach
    void open() {
        service = new Service(folder);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private String admin(int code, String... words) {
        var args = new ArrayList<>(List.of("admin"));
        args.addAll(List.of(words));
        args.add("--data");
        args.add(folder.toString());
        var out = new StringWriter();
        var err = new StringWriter();
        int ended = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
        error = err.toString();
        assertEquals(code, ended, () -> String.join(" ", args) + "\n" + out + error);
        return out.toString();
    }

    private static String value(String shown, String name) {
        var found = Pattern.compile("(?m)^ *" + name + ": (.*)$").matcher(shown);
        assertTrue(found.find(), "no " + name + " in " + shown);
        return found.group(1);
    }

    private void put(String number) {
        admin(0, "subscriber", "put", number, "--province", "湖南", "--brand", "全球通");
    }

    @Test
    void theFirstStaffMemberGetsALinkThatSetsPasswordAndCodes() {
        var shown = admin(0, "staff", "add", "li.lei", "--role", "clerk,supervisor");
        var token = new Secret(value(shown, "token"));

        var setup = service.engine().desks().staff().setup(token).join();
        assertEquals("done", setup.outcome());
        assertTrue(admin(0, "staff", "list").contains("roles: clerk, supervisor"));
        admin(2, "staff", "add", "li.lei", "--role", "clerk");
        assertEquals("not done: name taken", error.strip());
        admin(2, "staff", "add", "zhao", "--role", "king");
        assertTrue(error.startsWith("role is king; right would be one of clerk, supervisor"), error);
    }

    @Test
    void aCustomerIsOpenedByMessageAndAtTheHallPaysInAndCloses() {
        put(NUMBER);
        var handset = service.smsc.handset(NUMBER);
        var other = service.smsc.handset(NEXT);
        admin(0, "customer", "open-request", NUMBER);
        service.settle();
        assertEquals(1, handset.texts().size());
        assertEquals(2, service.say(NUMBER, "A").size());

        put(NEXT);
        admin(2, "customer", "open", NEXT, "--id-checked");
        assertEquals("not done: sim not present", error.strip());
        admin(0, "customer", "open", NEXT, "--id-checked", "--sim-present");
        service.settle();
        assertEquals(2, other.texts().size());

        admin(0, "till", "open", "HUNAN:1", "500");
        assertEquals("50.00 yuan", value(admin(0, "cash", "top-up", NEXT, "50", "--till", "HUNAN:1"), "cash"));
        var card = admin(0, "customer", "show", NEXT, "--why", "he stands here");
        assertEquals("50.00 yuan", value(card, "cash"));
        admin(2, "customer", "close", NEXT, "--id-checked", "--sim-present");
        assertTrue(error.contains("not closable"), error);
        assertTrue(error.contains("50.00"), error);
        assertEquals("550.00 yuan", value(admin(0, "till", "show", "HUNAN:1"), "expected"));
    }

    @Test
    void theSameKeyIsTheSameRequest() {
        put(NUMBER);
        admin(0, "customer", "open", NUMBER, "--id-checked", "--sim-present");
        admin(0, "till", "open", "HUNAN:1", "0");
        for (int i = 0; i < 3; i++) {
            admin(0, "cash", "top-up", NUMBER, "50", "--till", "HUNAN:1", "--key", "receipt-1");
        }
        admin(2, "cash", "top-up", NUMBER, "51", "--till", "HUNAN:1", "--key", "receipt-1");

        assertEquals("not done: key reused", error.strip());
        assertEquals("50.00 yuan", value(admin(0, "customer", "show", NUMBER, "--why", "test"), "cash"));
    }

    @Test
    void whatTheCommandLineProposesAnotherPersonReleases() {
        put(NUMBER);
        admin(0, "customer", "open", NUMBER, "--id-checked", "--sim-present");
        admin(0, "customer", "freeze", NUMBER, "--why", "phone stolen");
        var id = value(admin(0, "customer", "unfreeze", NUMBER, "--why", "phone found"), "pending");
        admin(2, "approve", "release", id);
        assertEquals("not done: own proposal", error.strip());
        assertTrue(admin(0, "approve", "list").contains("why: phone found"));

        var chief = Caller.of(Channel.HALL, "wang", "10.0.0.9", Role.SUPERVISOR);
        service.engine()
                .desks()
                .approvals()
                .release(chief, Key.of(chief, "k", "k"), Long.parseLong(id))
                .join();
        assertEquals("false", value(admin(0, "customer", "show", NUMBER, "--why", "look"), "frozen"));
        var audit = admin(0, "audit", NUMBER, "--why", "revision");
        assertTrue(audit.contains("act: account.unfreeze"), audit);
        assertTrue(audit.contains("who: hall:wang"), audit);
    }

    @Test
    void waiversHaveOneRuleAtTheCommandLineAndAtTheDesk() {
        put(NUMBER);
        service.say(NUMBER, "CX");
        service.say(NUMBER, "GX");
        var id = value(admin(0, "charge", "waive", "1,2", "complaint", "--why", "no. 7"), "id");
        admin(2, "charge", "release", id);
        assertEquals("not done: own proposal", error.strip());
        assertTrue(admin(0, "charge", "waivers").contains("reason: COMPLAINT"));
        admin(2, "charge", "waive", "1,x", "complaint", "--why", "no. 7");
        assertTrue(error.contains("right would be numbers of charge records with commas"), error);

        var chief = Caller.of(Channel.HALL, "wang", "10.0.0.9", Role.SUPERVISOR);
        service.engine()
                .desks()
                .waivers()
                .release(chief, Key.of(chief, "k", "k"), Long.parseLong(id))
                .join();
        admin(2, "charge", "refuse", id, "--why", "too late");
        assertEquals("not done: decided", error.strip());
        assertTrue(admin(0, "charge", "restore", "2", "waived-wrongly", "--why", "no. 7", "--json")
                .contains("\"reason\":\"WAIVED_WRONGLY\""));
    }

    @Test
    void movementsAreListedByDaysAndANumberIsExchanged() {
        put(NUMBER);
        admin(0, "customer", "open", NUMBER, "--id-checked", "--sim-present");
        admin(0, "till", "open", "HUNAN:1", "0");
        admin(0, "cash", "top-up", NUMBER, "50", "--till", "HUNAN:1");
        var day = LocalDate.ofInstant(service.clock.instant(), service.clock.getZone())
                .toString();
        var shown = admin(0, "customer", "transactions", NUMBER, "--from", day, "--to", day, "--why", "he asks");
        assertEquals("cash-top-up", value(shown, "event"));
        admin(2, "customer", "transactions", NUMBER, "--from", day, "--to", "yesterday", "--why", "he asks");
        assertEquals("to is yesterday; right would be a day like 2010-01-31", error.strip());

        put(NEXT);
        admin(2, "subscriber", "renumber", NUMBER, NEXT);
        assertEquals("not done: number in use", error.strip());
        admin(0, "subscriber", "cancel", NEXT);
        admin(2, "subscriber", "renumber", NUMBER, NEXT);
        assertEquals("not done: close first", error.strip());
    }

    @Test
    void casesAreTakenNotedBookedAndClosed() {
        service.in(tx -> Cases.open(
                tx,
                new Cases.Opening(CaseKind.UNKNOWN_BANK_LINE, "line-1", null, "line:1", "nobody's", new Fen(1_000)),
                service.clock.instant()));
        admin(0, "case", "take", "1");
        admin(0, "case", "note", "1", "asked the bank");
        var id = value(admin(0, "case", "book", "1", "to", "bank:ICBC", "10", "--why", "theirs"), "pending");
        admin(2, "approve", "refuse", "4711", "--why", "none");
        assertEquals("not done: unknown proposal", error.strip());
        assertTrue(admin(0, "approve", "list").contains("act: suspense.book"), id);
        var shown = admin(0, "case", "close", "1", "sent back");
        assertEquals("closed", value(shown, "state"));
        assertTrue(admin(0, "case", "show", "1").contains("text: asked the bank"));
    }

    @Test
    void jsonIsForPrograms() {
        put(NUMBER);
        var json = admin(0, "subscriber", "cancel", NUMBER, "--json");
        assertTrue(json.startsWith("{\"msisdn\":\"" + NUMBER + "\""), json);
        assertEquals(1, json.strip().lines().count());
        var declined = admin(2, "subscriber", "language", NUMBER, "fr", "--json");
        assertTrue(declined.contains("\"reason\":\"bad-language\""), declined);
    }

    @Test
    void whatIsMistypedIsToldWithWhatWouldBeRight() {
        admin(2, "subscriber", "put", "1391111", "--province", "湖南", "--brand", "全球通");
        assertEquals("number is 1391111; right would be eleven digits like 13800000001", error.strip());
        admin(2, "subscriber", "put", NUMBER, "--province", "湖", "--brand", "全球通");
        assertEquals("province is 湖; right would be one like HUNAN or 湖南", error.strip());
        admin(2, "till", "open", "HUNAN", "5");
        assertEquals("till is HUNAN; right would be a province and a desk like HUNAN:1", error.strip());
        admin(2, "till", "open", "HUNAN:1", "5,00");
        assertEquals("counted is 5,00; right would be yuan like 50 or 50.25", error.strip());
        admin(2, "customer", "show", NUMBER);
        assertTrue(error.contains("--why"), error);
    }

    @Test
    void withoutAnEngineOneSentenceSaysSo() {
        service.close();

        admin(2, "staff", "list");
        assertEquals(1, error.strip().lines().count());
        assertTrue(error.startsWith("no engine runs on " + folder), error);
        service = new Service(folder);
    }

    @Test
    void aProfileByCommandLineIsNowhereInTheAudit() {
        put(NUMBER);
        admin(0, "subscriber", "profile", NUMBER, "--name", "王小明", "--id-number", "11010519491231002X");

        var audit = admin(0, "audit", "--why", "look");
        assertTrue(audit.contains("subscriber.profile"));
        assertFalse(audit.contains("王小明") || audit.contains("11010519491231002X"), audit);
        assertEquals("王**", value(admin(0, "customer", "show", NUMBER, "--why", "x"), "name"));
    }

    @Test
    void theVerificationOfTheBookFindsAPlantedAuditRow() {
        put(NUMBER);
        plant("planted");

        var found = Commands.verify(service.engine().store());
        assertEquals(1, found.size());
        assertTrue(found.get(0).startsWith("audit row 1 "), found.get(0));
        plant("");
        assertEquals(List.of(), Commands.verify(service.engine().store()));
    }

    private void plant(String why) {
        service.engine()
                .store()
                .write(tx -> tx.query(sql -> {
                    sql.execute("drop trigger if exists audit_is_final");
                    return sql.createUpdate("update audit set why = :why where id = 1")
                            .bind("why", why)
                            .execute();
                }));
    }

    /** Releases what waits, as another person. */
    private void release(String id) {
        var chief = Caller.of(Channel.HALL, "wang", "10.0.0.9", Role.SUPERVISOR);
        var released = service.engine()
                .desks()
                .approvals()
                .release(chief, Key.of(chief, "release-" + id, id), Long.parseLong(id))
                .join();
        assertEquals("done", released.outcome());
    }

    @Test
    void aMerchantIsAddedMadeLiveGetsKeysAndIsFrozen() {
        admin(0, "merchant", "add", "shop", "网上商城");
        admin(2, "merchant", "add", "shop", "另一家");
        assertTrue(error.startsWith("not done: number taken"), error);
        assertEquals("LIVE", value(admin(0, "merchant", "state", "shop", "live", "--why", "checked"), "state"));
        admin(2, "merchant", "state", "shop", "gone", "--why", "x");
        assertTrue(error.contains("right would be live, suspended or closed"), error);
        admin(0, "merchant", "addresses", "shop", "--notify", "https://shop.example/hook");
        var first = admin(0, "merchant", "key", "shop");
        assertFalse(value(first, "secret").isEmpty());
        var second = admin(0, "merchant", "key", "shop");
        admin(2, "merchant", "key", "shop");
        assertTrue(error.startsWith("not done: two keys"), error);
        admin(0, "merchant", "key-end", "shop", value(first, "id"));
        var keys = admin(0, "merchant", "keys", "shop");
        assertTrue(keys.contains(value(second, "id")), keys);
        assertFalse(keys.contains("secret"), keys);
        assertTrue(
                value(admin(0, "merchant", "notify-secret", "shop"), "secret").length() > 20);
        assertTrue(admin(0, "merchant", "list").contains("name: 网上商城"));
        assertEquals("0.00 yuan", value(admin(0, "merchant", "show", "shop"), "balance"));
        admin(2, "merchant", "tell-again", "shop", "77");
        assertEquals("not done: unknown event", error.strip());
        admin(2, "merchant", "order", "shop", "20091102000000");
        assertEquals("not done: unknown order", error.strip());
        admin(0, "merchant", "orders", "shop");
        admin(0, "merchant", "notifications", "shop");
        admin(0, "merchant", "settlements", "shop");
        admin(2, "settle", "merchant", "shop", "2009-11-02", "ICBC", "--why", "daily");
        assertEquals("not done: day not over", error.strip());
        service.clock.turn(java.time.Duration.ofDays(1));
        release(value(admin(0, "settle", "merchant", "shop", "2009-11-02", "ICBC", "--why", "daily"), "pending"));
        assertTrue(admin(0, "merchant", "settlements", "shop", "--json").contains("\"amount_fen\":0"));
        assertEquals("SUSPENDED", value(admin(0, "merchant", "state", "shop", "suspended", "--why", "fraud"), "state"));
    }

    @Test
    void cardsAreOrderedByTwoDeliveredOnceMadeGoodByTwoAndStoppedByOne() throws Exception {
        admin(2, "card", "issue", "3", "51", "2012-12-31", "--why", "stock");
        release(value(admin(0, "card", "issue", "3", "50", "2012-12-31", "--why", "stock"), "pending"));
        var passphrase = java.nio.file.Files.writeString(folder.resolve("pass"), "a long passphrase of the printer");
        var out = folder.resolve("cards.enc").toString();
        var deliver = new String[] {"card", "deliver", "1", "--passphrase-file", passphrase.toString(), "--out", out};
        var serial = value(admin(0, deliver), "first serial");
        assertTrue(java.nio.file.Files.size(Path.of(out)) > 50);
        admin(2, deliver);
        assertTrue(error.contains("it is there already"), error);
        deliver[6] = folder.resolve("again.enc").toString();
        admin(2, deliver);
        assertFalse(java.nio.file.Files.exists(Path.of(deliver[6])), "an empty file stays");
        release(value(admin(0, "card", "activate", "1", "--why", "sold"), "pending"));
        assertEquals("ACTIVE", value(admin(0, "card", "show", serial, "--why", "look"), "state"));
        assertEquals("FROZEN", value(admin(0, "card", "freeze", serial, "--why", "stolen"), "state"));
        assertEquals("ACTIVE", value(admin(0, "card", "thaw", serial, "--why", "found"), "state"));
        assertEquals("VOID", value(admin(0, "card", "void", serial, "--why", "torn"), "state"));
        admin(2, "card", "show", "09001180000000000", "--why", "look");
        release(value(admin(0, "card", "issue", "1", "50", "2012-12-31", "--why", "stock"), "pending"));
    }

    @Test
    void banksFilesAreTakenWholeOrNotAtAllAndSettlementWantsTwo() throws Exception {
        admin(0, "bank", "list");
        admin(2, "bank", "batch", "ICBC", "--out", folder.resolve("batch").toString());
        assertEquals("not done: nothing waits", error.strip());
        assertFalse(java.nio.file.Files.exists(folder.resolve("batch")));
        admin(2, "bank", "batch", "MOON", "--out", folder.resolve("batch").toString());
        assertTrue(error.contains("right would be a code like ICBC"), error);
        var file = java.nio.file.Files.writeString(folder.resolve("results.txt"), "not a file of a bank\n");
        admin(2, "bank", "results", file.toString());
        assertTrue(error.startsWith("not done: file refused"), error);
        assertTrue(error.contains("line 1"), error);
        admin(2, "bank", "statement", folder.resolve("nowhere").toString());
        assertTrue(error.contains("there is no such file"), error);
        admin(2, "bank", "ask", "20091102000000");
        assertEquals("not done: unknown order", error.strip());
        service.clock.turn(java.time.Duration.ofDays(1));
        admin(2, "settle", "province", "HUNAN", "2009-11-02", "ICBC", "--why", "daily");
        assertEquals("not done: nothing owed", error.strip());
        admin(2, "settle", "issuer", "湖南", "2009-11-31", "ICBC", "--why", "daily");
        assertTrue(error.contains("right would be a day like 2010-01-31"), error);
        admin(2, "case", "settle", "1", "customer", "--why", "x");
        assertEquals("not done: no refund waits", error.strip());
    }

    @Test
    void agentsAndHallsHaveTheirWordsToo() {
        put(NUMBER);
        admin(0, "customer", "open", NUMBER, "--id-checked", "--sim-present");
        admin(0, "till", "open", "HUNAN:1", "0");
        admin(0, "wallet", "open", NUMBER, "8600000000000001", "--id-checked", "--sim-present");
        admin(0, "wallet", "calibrate", NUMBER, "8600000000000001");
        admin(0, "wallet", "load-cash", NUMBER, "20", "--till", "HUNAN:1");
        assertEquals("20.00 yuan", value(admin(0, "wallet", "show", NUMBER, "--why", "look"), "pending"));
        admin(0, "wallet", "history", NUMBER, "2009-11-01", "2009-11-02", "--why", "look");
        admin(2, "wallet", "lost", NUMBER);
        assertEquals("not done: not supported", error.strip());
        admin(2, "wallet", "reset-password", NUMBER);
        admin(0, "merchant", "add", "shop", "网上商城");
        admin(0, "wallet", "terminal", "100000000001", "shop");
        admin(2, "wallet", "terminal", "12", "shop");
        admin(0, "cash", "top-up", NUMBER, "50", "--till", "HUNAN:1");
        assertEquals("CASH", value(admin(0, "bill", "quote", NUMBER, NUMBER, "30"), "pocket"));
        admin(2, "cash", "agent", NUMBER, "50");
        assertEquals("not done: not available", error.strip());
        admin(0, "bill", "pay", NUMBER, NUMBER, "30");
        service.settle();
        assertEquals("20.00 yuan", value(admin(0, "customer", "show", NUMBER, "--why", "look"), "cash"));
        admin(2, "customer", "reset-password", "pay", NUMBER);
        admin(
                2,
                "customer",
                "reset-password",
                NUMBER,
                "pay",
                "--service-password",
                "888888",
                "--last-top-up",
                "2009-11-02:50");
        assertEquals("not done: proof wrong (left 4)", error.strip());
    }

    /** Whoever asks for help finds every word, what it takes, and that it can answer in JSON. */
    @Test
    void everyWordIsExplained() {
        var bare = new ArrayList<String>();
        explain(Main.commandLine().getSubcommands().get("admin"), bare);
        assertEquals(List.of(), bare);
    }

    private static void explain(picocli.CommandLine command, List<String> bare) {
        var spec = command.getCommandSpec();
        if (spec.usageMessage().description().length == 0) {
            bare.add(spec.qualifiedName() + " has no description");
        }
        spec.args().stream()
                .filter(arg -> arg.description().length == 0)
                .forEach(arg -> bare.add(spec.qualifiedName() + " does not explain " + arg.paramLabel()));
        boolean leaf = command.getSubcommands().isEmpty();
        if (leaf && (spec.findOption("--json") == null || spec.findOption("--data") == null)) {
            bare.add(spec.qualifiedName() + " has no --json");
        }
        command.getSubcommands().values().forEach(each -> explain(each, bare));
    }
}
