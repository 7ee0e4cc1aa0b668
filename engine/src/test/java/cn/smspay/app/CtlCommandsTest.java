package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.testing.Service;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An operator looks into an engine that runs, and leads it: {@link cn.smspay.app.ctl.CtlCommands}, of which each is an {@code Asking}.
 * What the engine answers is {@code Stories} and {@code PersonWords}.
 */
final class CtlCommandsTest {
    private static final String NUMBER = "13911112222";

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

    private String ctl(int code, String... words) {
        var args = new ArrayList<>(List.of("ctl"));
        args.addAll(List.of(words));
        args.addAll(List.of("--data", folder.toString()));
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

    private JsonNode json(String... words) throws IOException {
        var more = new ArrayList<>(List.of(words));
        more.add("--json");
        var shown = ctl(0, more.toArray(String[]::new));
        assertEquals(1, shown.strip().lines().count(), shown);
        return new ObjectMapper().readTree(shown);
    }

    private String audit() {
        return String.join(
                "\n",
                service.texts("select who || ' ' || act || ' ' || subject || ' ' || why || ' ' || outcome from audit"));
    }

    @Test
    void statusTellsWhetherItIsWellWithEveryBindAndNothingSecret() throws IOException {
        service.say(NUMBER, "KT");
        var status = json("status");

        assertTrue(status.at("/status/serving").asBoolean());
        assertEquals(1, status.at("/status/binds_up").asInt());
        assertEquals(1, status.at("/status/conversations").asInt());
        assertEquals(12, status.at("/status/release").asText().length());
        assertTrue(status.at("/status/disk/free_percent").asInt() >= 0);
        assertTrue(status.at("/status/writer/disk_wait_millis").isNumber());
        assertEquals("bound", status.at("/binds/0/state").asText());
        assertTrue(status.at("/binds/0/delivered").asInt() >= 1);
        var shown = ctl(0, "status");
        assertTrue(shown.contains("serving: true"), shown);
        assertTrue(shown.contains("round trip millis"), shown);
        assertFalse(shown.contains(NUMBER), shown);
    }

    @Test
    void aWatchedLookComesAgainAsOftenAsWanted() {
        assertEquals(
                2,
                ctl(0, "top", "--watch", "1", "--times", "2")
                        .lines()
                        .filter(line -> line.startsWith("--- "))
                        .count());
    }

    @Test
    void topShowsWhoIsAskedWhatMaskedAndWhereThatStands() throws IOException {
        service.say(NUMBER, "KT");
        var talk = json("top").at("/talks/0");

        assertEquals("139****2222", talk.path("number").asText());
        assertTrue(talk.path("at").asText().startsWith("kt."), talk.toString());
        assertTrue(talk.path("place").asText().matches(".*kt\\.yaml:[0-9]+"), talk.toString());
    }

    @Test
    void aStoryTellsMessagesStepsAnswersAndReceiptsInOrderAndNeverATextOrTheNumber() throws IOException {
        service.say(NUMBER, "KT");
        service.say(NUMBER, "A");
        service.say(NUMBER, "CX");

        var shown = ctl(0, "story", NUMBER, "--why", "complaint 1");
        assertTrue(shown.startsWith("139****2222, "), shown);
        assertTrue(shown.contains("3 messages"), shown);
        assertTrue(shown.contains("phone > smsc"), shown);
        assertTrue(shown.contains("KT *"), shown);
        assertTrue(shown.contains("fee 0.10 yuan"), shown);
        assertTrue(shown.contains("kt.yaml:"), shown);
        assertTrue(shown.contains("submit_sm "), shown);
        assertFalse(shown.contains(NUMBER), shown);
        var ladder = ctl(0, "story", NUMBER, "--why", "complaint 1", "--ladder");
        assertTrue(ladder.contains("|---------->|"), ladder);

        var one = json("story", "uplink:3", "--why", "complaint 2");
        assertEquals(1, one.path("uplinks").asInt());
        assertEquals(1, one.path("answers").asInt());
        assertTrue(audit().contains("story number:" + NUMBER + " complaint 1 done"), audit());
        ctl(2, "story", "uplink:4711", "--why", "x");
        assertEquals("there is no charge record of uplink:4711", error.strip());
        ctl(2, "story", NUMBER);
        assertTrue(error.contains("--why"), error);
    }

    @Test
    void aBindIsStoppedStandsInTheAlarmsAndIsStartedAgain() throws Exception {
        ctl(0, "bind", "stop", "local", "--why", "maintenance");
        assertTrue(ctl(0, "bind", "list").contains("stopped by an operator"));
        assertEquals(
                "stopped by an operator",
                service.engine().link().status().get(0).why());
        ctl(1, "status");
        ctl(2, "bind", "stop", "local");
        assertEquals("bind local is stopped already", error.strip());

        ctl(0, "bind", "start", "local");
        Service.get(service.engine().link().allBound());
        assertEquals(
                BindStatus.State.BOUND, service.engine().link().status().get(0).state());
        assertEquals(1, service.say(NUMBER, "KT").size());
        assertTrue(audit().contains("bind.stop bind:local maintenance done"), audit());
        assertTrue(audit().contains("bind.stop bind:local  refused: bind local is stopped already"), audit());
        ctl(2, "bind", "start", "other");
        assertEquals("there is no bind other; there are local", error.strip());
    }

    @Test
    void levelsAreSetForOurPartsAloneAndATraceShowsTheLastPdus() {
        assertTrue(ctl(0, "log", "level", "sms.smpp=debug", "--for", "10m").contains("then "));
        assertTrue(ctl(0, "log", "list").contains("sms.smpp: debug"));
        ctl(0, "log", "level", "sms.smpp=info");
        ctl(2, "log", "level", "com.cloudhopper=debug");
        assertTrue(error.contains("is no part of this program"), error);
        ctl(2, "log", "level", "sms=loud");
        assertTrue(error.contains("one of error, warn, info, debug, trace"), error);

        service.say(NUMBER, "KT");
        var traced = ctl(0, "trace", "local", "--for", "1m");
        assertTrue(traced.contains("submit_sm"), traced);
        assertFalse(traced.contains(NUMBER), traced);
        ctl(0, "trace", "local", "--for", "0s");
        ctl(2, "trace", "local", "--for", "5 minutes");
        assertTrue(error.startsWith("--for wants a time"), error);
    }

    @Test
    void whatIsPutAsideIsListedShownMaskedReleasedOnceItCanBeReadAndDropped() throws Exception {
        // A whole deliver_sm with CX from 13911112222 to 10658888, as if a later program could read it.
        var pdu = "0000003b000000050000000000000001" + "00" + "0101" + hex(NUMBER) + "00" + "0001" + hex("10658888")
                + "00" + "000000" + "0000" + "0000" + "00" + "00" + "02" + hex("CX");
        putAside(1, pdu);
        putAside(2, "0000001000000005000000000000");

        assertEquals(2, json("quarantine", "list").path("quarantine").size());
        var shown = ctl(0, "quarantine", "show", "1");
        assertFalse(shown.contains(hex(NUMBER)), shown);
        ctl(2, "quarantine", "show", "1", "--octets");
        assertTrue(error.contains("wants why"), error);
        assertTrue(json("quarantine", "show", "1", "--octets", "--why", "look")
                .path("hex")
                .asText()
                .equals(pdu));

        ctl(0, "quarantine", "release", "1", "--why", "mended");
        service.settle();
        assertEquals(1, service.number("select count(*) from uplink"));
        ctl(2, "quarantine", "release", "2");
        assertTrue(error.contains("still cannot be read"), error);
        ctl(0, "quarantine", "drop", "2");
        ctl(2, "quarantine", "drop", "2");
        assertTrue(error.startsWith("there is no 2 in the quarantine"), error);
        assertTrue(audit().contains("quarantine.octets quarantine:1 look done"), audit());
    }

    private static String hex(String text) {
        var hex = new StringBuilder();
        text.chars().forEach(c -> hex.append(String.format("%02x", c)));
        return hex.toString();
    }

    private void putAside(long id, String hex) {
        service.in(tx ->
                tx.query(sql -> sql.createUpdate("insert into quarantine values (:id, 'local', 'test', :sealed, :at)")
                        .bind("id", id)
                        .bind("at", service.clock.millis())
                        .bind("sealed", service.engine().vault().seal(hex, "quarantine"))
                        .execute()));
    }

    @Test
    void billingIsTriedAgainAndAllIsFinishedBeforeAStop() {
        service.say(NUMBER, "CX");
        assertTrue(ctl(0, "billing", "retry").contains("what was due is written"));
        var drained = ctl(0, "drain", "--why", "switch-over");
        // That the connection has ended may still be on its way into the books.
        assertTrue(drained.matches("(?s).*unbound; [01] inputs and 0 answers are left.*"), drained);
        assertTrue(audit().contains("drain engine switch-over done"), audit());
    }

    private void person(int code, String... words) {
        var args = new ArrayList<>(List.of("person"));
        args.addAll(List.of(words));
        args.addAll(List.of("--data", folder.toString()));
        var out = new StringWriter();
        int ended = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(args.toArray(String[]::new));
        error = out.toString();
        assertEquals(code, ended, error);
    }

    @Test
    void whatIsHeldOfAPersonIsListedAndGoesButForTheBooks() {
        service.say(NUMBER, "KT");
        person(0, "show", NUMBER, "--why", "he asks");
        assertTrue(
                error.matches("(?s).*charged message +[0-9: -]+KT, 100 li \\(record 1\\) +the books: stays.*"), error);
        assertFalse(error.contains(NUMBER), error);

        person(0, "erase", NUMBER, "--why", "he asks to be forgotten");
        assertEquals(0, service.number("select count(*) from downlink where text is not null"));
        assertEquals(1, service.number("select count(*) from charge"));
        assertTrue(audit().contains("person.erase number:" + NUMBER + " he asks to be forgotten done"), audit());
        person(2, "erase", "13911119999", "--why", "x");
        assertTrue(error.startsWith("nothing is held of 139****9999"), error);

        service.say(NUMBER, "KT");
        service.say(NUMBER, "A");
        person(2, "erase", NUMBER, "--why", "x");
        assertTrue(error.contains("is not closed: close it first"), error);
    }

    @Test
    void whatIsHeldIsMaskedUnlessTheWholeIsAskedForWhichTheAuditKeepsAsSuch() {
        service.say(NUMBER, "KT");
        service.say(NUMBER, "A");
        var vault = service.engine().vault();
        service.in(tx -> tx.query(sql -> {
            long account =
                    sql.createQuery("select no from account").mapTo(Long.class).one();
            long who = sql.createQuery("select subscription from account")
                    .mapTo(Long.class)
                    .one();
            sql.execute(
                    "insert or replace into identity values (?, ?, 'ID_CARD', ?)",
                    who,
                    vault.seal("欧阳小明", "name"),
                    vault.seal("430103199001010017", "id number"));
            sql.execute(
                    "insert or replace into bank_card values (?, ?)",
                    account,
                    vault.seal("6222021234567890", "bank card"));
            sql.execute("insert into login_alias values ('xiaoming', 'XiaoMing', ?, null)", account);
            sql.execute("insert into card_branch values (?, '五一路支行', '长沙')", account);
            sql.execute(
                    "insert into free_text values ('k', ?, 'poll', 'why', 'c1', ?, ?, ?)",
                    who,
                    service.clock.millis(),
                    service.clock.millis() + 1,
                    vault.seal("too slow", "free text"));
            return 0;
        }));
        var secrets = List.of("欧阳", "43010319900", "62220212", "XiaoMing", "五一路", "too slow", NUMBER);

        person(0, "show", NUMBER, "--why", "request 12", "--json");
        secrets.forEach(secret -> assertFalse(error.contains(secret), secret + " in " + error));
        for (var masked : List.of("欧*", "4301**********0017", "****7890", "X*", "* (poll.why)", "139****")) {
            assertTrue(error.contains(masked), masked + " in " + error);
        }

        person(0, "show", NUMBER, "--why", "request 12", "--json", "--unmasked");
        secrets.forEach(secret -> assertTrue(error.contains(secret), secret + " in " + error));
        var hashes = service.texts("select hash from password");
        hashes.forEach(hash -> assertFalse(error.contains(hash), "a hash is nobody's to see"));
        assertTrue(audit().contains("person.show number:" + NUMBER + " request 12 done"), audit());
        assertTrue(audit().contains("person.show.whole number:" + NUMBER + " request 12 done"), audit());
        person(2, "show", NUMBER, "--unmasked");
        assertTrue(error.contains("--why"), error);

        service.in(tx -> tx.query(sql -> sql.execute("update account set status = 'CLOSED'")
                + sql.execute("update subscription set account = null")));
        person(0, "erase", NUMBER, "--why", "he asks to be forgotten");
        person(0, "show", NUMBER, "--why", "request 13", "--json", "--unmasked");
        secrets.stream()
                .filter(secret -> !secret.equals(NUMBER))
                .forEach(secret -> assertFalse(error.contains(secret), secret));
        assertTrue(error.contains("charged message"), "the books stay: " + error);
    }

    @ParameterizedTest
    @CsvSource({"calls", "trunk", "alarms"})
    void whatIsNotThereIsSaidToBeNone(String word) {
        assertTrue(ctl(0, word).contains("none"));
    }
}
