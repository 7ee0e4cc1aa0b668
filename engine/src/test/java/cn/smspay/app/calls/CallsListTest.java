package cn.smspay.app.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Main;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.Service;
import cn.smspay.voice.call.CallRecord;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.StoredCallRecords;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What operators see of calls. */
final class CallsListTest {
    private static final String ALICE = "13800138000";
    private static final String BOB = "13900139000";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static CallRecord call(String id, String caller, String started, int seconds) {
        var start = Instant.parse(started);
        return new CallRecord(
                id,
                "abc@host",
                caller,
                "12588",
                "gw",
                start,
                start.plusMillis(20),
                start.plusSeconds(seconds),
                seconds * 1000L - 20,
                "menu/balance",
                CallResult.COMPLETED,
                CallRecord.HungUpBy.SERVICE,
                200,
                "PCMA",
                "EVENT",
                1499,
                1490,
                null,
                1250L);
    }

    @BeforeEach
    void fill() {
        var nasty = new CallRecord(
                "0005",
                "=cmd|'/C calc'!A0",
                "",
                "12588",
                "g\nw,\"x\"",
                Instant.parse("2009-11-03T02:00:00Z"),
                null,
                Instant.parse("2009-11-03T02:00:01Z"),
                0,
                "",
                CallResult.CANCELLED,
                CallRecord.HungUpBy.CALLER,
                487,
                "",
                "NONE",
                0,
                0,
                null,
                null);
        store(
                call("0001", ALICE, "2009-11-01T15:59:50Z", 20),
                call("0002", ALICE, "2009-11-01T16:00:00Z", 30),
                call("0003", BOB, "2009-11-02T01:00:00Z", 60),
                call("0004", ALICE, "2009-11-02T15:59:59Z", 3),
                nasty);
    }

    private void store(CallRecord... calls) {
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)));
                var lane = new Lane(store, 1_000, 1)) {
            var records = new StoredCallRecords(lane);
            for (var call : calls) {
                records.ended(call);
            }
            while (lane.unfinished() > 0) {
                Service.moment();
            }
        }
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new java.util.ArrayList<>(List.of("list", "--data", folder.toString()));
        all.addAll(List.of(words));
        return new CommandLine(CallsCommand.class, new CommandLine.IFactory() {
                    @Override
                    public <K> K create(Class<K> type) throws Exception {
                        var made = type.getDeclaredConstructor();
                        made.setAccessible(true);
                        return made.newInstance();
                    }
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private List<String> ids() throws Exception {
        var ids = new java.util.ArrayList<String>();
        new ObjectMapper()
                .readTree(out.toString())
                .forEach(call -> ids.add(call.get("id").asText()));
        return ids;
    }

    @Test
    void aDayIsShanghaisAndCountsByWhenACallBegan() throws Exception {
        assertEquals(0, run("--from", "2009-11-02", "--json"));
        assertEquals(List.of("0002", "0003", "0004"), ids());

        run("--from", "2009-11-01", "--to", "2009-11-02", "--json");
        assertEquals(List.of("0001", "0002", "0003", "0004"), ids());

        run("--to", "2009-11-01", "--json");
        assertEquals(List.of("0001"), ids());

        run("--from", "2009-11-02", "--msisdn", "+86" + ALICE, "--json");
        assertEquals(List.of("0002", "0004"), ids());

        run("--msisdn", ALICE, "--json");
        assertEquals(List.of("0001", "0002", "0004"), ids(), "all of a number");

        run("--from", "2008-01-01", "--json");
        assertEquals("[]", out.toString().strip());
        assertTrue(err.toString().contains("The oldest call record is of 2009-11-02"), err.toString());
    }

    @Test
    void jsonAndCsvHoldEveryColumnOfTheRecord() throws Exception {
        run("--from", "2009-11-02", "--msisdn", BOB, "--json");
        var call = new ObjectMapper().readTree(out.toString()).get(0);
        assertEquals("2009-11-02T09:00:00.000+08:00", call.get("started_at").asText());
        assertEquals(59_980, call.get("duration_millis").asLong());
        assertTrue(call.get("packets_lost").isNull());
        assertEquals(CallLine.COLUMNS.size(), call.size());

        run("--from", "2009-11-02", "--msisdn", BOB, "--csv");
        assertEquals(
                List.of(
                        String.join(",", CallLine.COLUMNS),
                        "0003,2009-11-02T09:00:00.000+08:00,2009-11-02T09:00:00.020+08:00,2009-11-02T09:01:00.000+08:00,"
                                + "59980,13900139000,12588,gw,menu/balance,COMPLETED,SERVICE,200,PCMA,EVENT,1499,1490,,1250,"
                                + "abc@host"),
                out.toString().lines().toList());

        run("--from", "2009-11-02", "--msisdn", BOB);
        assertEquals(
                "2009-11-02 09:00:00     60.0 s  13900139000 12588    gw               completed      menu/balance",
                out.toString().strip());
    }

    @Test
    void whatAPeerWroteBreaksNoLineAndRunsAsNoFormula() {
        run("--from", "2009-11-03");
        assertEquals(1, out.toString().lines().count());
        assertTrue(out.toString().contains(" withheld "), out.toString());

        run("--from", "2009-11-03", "--csv");
        assertTrue(out.toString().contains(",\"g\nw,\"\"x\"\"\","), out.toString());
        assertTrue(out.toString().contains(",'=cmd|'/C calc'!A0"), out.toString());
    }

    @Test
    void wrongQuestionsAreRefused() {
        assertEquals(2, run("--msisdn", "123"));
        assertTrue(err.toString().contains("not a number of eleven digits"), err.toString());
        assertEquals(2, run("--csv", "--json"));
        assertEquals(2, run("--from", "2009-11-03", "--to", "2009-11-02"));
        assertEquals(
                2, Main.run("calls", "list", "--data", folder.resolve("nowhere").toString()));
        assertFalse(out.toString().contains("0001"));
    }
}
