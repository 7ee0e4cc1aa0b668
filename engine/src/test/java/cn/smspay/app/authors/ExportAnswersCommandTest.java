package cn.smspay.app.authors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import cn.smspay.testing.Service;
import cn.smspay.testing.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Which answers of subscribers are handed out, with or without who gave them, and to whom the file belongs. */
@Timeout(120)
final class ExportAnswersCommandTest {
    private static final String NUMBER = "13800000001";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path data;
    private Path key;
    private String refusal = "";

    /** Answers of the first and the last moment of 2 November in Shanghai, and one that has run out. */
    @BeforeEach
    void answers() throws IOException {
        data = folder.resolve("data");
        key = Files.writeString(folder.resolve("key"), World.KEY);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        try (var service = new Service(data)) {
            service.say(NUMBER, "CX");
            answer(service, "first", "2009-11-01T16:00:00Z", "2200-01-01T00:00:00Z", "=1+1, 太贵");
            answer(service, "last", "2009-11-02T15:59:59.999Z", "2200-01-01T00:00:00Z", "很好");
            answer(service, "gone", "2009-11-02T08:00:00Z", "2010-01-01T00:00:00Z", "已过期");
        }
    }

    private static void answer(Service service, String step, String at, String until, String text) {
        service.in(tx -> tx.query(sql -> {
            long who = sql.createQuery("select id from subscription")
                    .mapTo(Long.class)
                    .one();
            return sql.execute(
                    "insert into free_text values (?, ?, 'dc', ?, 'c1', ?, ?, ?)",
                    step,
                    who,
                    step,
                    Instant.parse(at).toEpochMilli(),
                    Instant.parse(until).toEpochMilli(),
                    service.engine().vault().seal(text, "free text"));
        }));
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of("dc", "--data", data.toString(), "--key-file", key.toString()));
        all.addAll(List.of(words));
        return new CommandLine(new ExportAnswersCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((fault, self, parsed) -> {
                    refusal = String.valueOf(fault.getMessage());
                    return fault instanceof Exit.Refused no ? no.code() : -1;
                })
                .execute(all.toArray(String[]::new));
    }

    private List<String> steps() {
        return out.toString().lines().skip(1).map(line -> line.split(",")[3]).toList();
    }

    @Test
    void whoGaveThemIsToldOnlyOnDemand() {
        assertEquals(0, run());
        var lines = out.toString().lines().toList();
        assertEquals("time,conversation,dialog,step,answer", lines.get(0));
        assertTrue(lines.get(1).startsWith("2009-11-02 00:00:00,"), lines.get(1));
        assertTrue(lines.get(1).contains(",dc,first,") && !out.toString().contains(NUMBER), out.toString());
        assertTrue(!lines.get(1).endsWith(",=1+1, 太贵"), "no spreadsheet runs it: " + lines.get(1));

        assertEquals(0, run("--numbers"));

        assertTrue(out.toString().startsWith("time,conversation,dialog,step,number,answer"), out.toString());
        assertTrue(out.toString().contains(",first," + NUMBER + ","), out.toString());
    }

    @Test
    void daysAreWholeAndWhatHasRunOutIsNotHandedOut() {
        run("--from", "2009-11-02", "--to", "2009-11-02");
        assertEquals(List.of("first", "last"), steps());
        run("--from", "2009-11-03");
        assertEquals(List.of(), steps());
        assertTrue(err.toString().contains("No answer to dc is kept from these days"), err.toString());
        run("--to", "2009-11-01");
        assertEquals(List.of(), steps());
        run();
        assertEquals("", err.toString());

        assertEquals(Exit.USAGE, run("--from", "2009-11-02", "--to", "2009-11-01"));
        assertEquals("--to 2009-11-01 is before --from 2009-11-02", refusal);
    }

    @Test
    void aFileIsNewAndItsOwnersAlone() throws IOException {
        var file = folder.resolve("answers.csv");

        assertEquals(0, run("--out", file.toString()));

        assertEquals("", out.toString());
        assertEquals(3, Files.readAllLines(file).size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(Exit.USAGE, run("--out", file.toString()));
        assertTrue(refusal.endsWith("is there already; name a new file"), refusal);
    }
}
