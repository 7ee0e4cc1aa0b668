package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.Service;
import cn.smspay.testing.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New files, texts for translators, releases and answers, as authors meet them on the command line. */
final class AuthorToolsTest {
    @TempDir
    private Path folder;

    private Path dialogs;
    private Path ivr;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void copy() throws IOException {
        dialogs = Files.createDirectory(folder.resolve("dialogs"));
        ivr = Files.createDirectory(folder.resolve("ivr-scripts"));
        copy("dialogs", dialogs);
        copy("ivr-scripts", ivr);
    }

    private static void copy(String name, Path to) throws IOException {
        try (Stream<Path> files = Files.list(Service.HOME.resolve(name))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private int in(String... arguments) {
        return run(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--dialogs", dialogs.toString(), "--ivr-scripts", ivr.toString()))
                .toArray(String[]::new));
    }

    @Test
    void aNewDialogueAndANewMenuPassTheCheckAsTheyAre() {
        assertEquals(0, in("new", "dialog", "jf"), err.toString());
        assertEquals(0, in("new", "menu", "12599"), err.toString());

        assertTrue(Files.exists(dialogs.resolve("jf.chat")));
        assertTrue(Files.exists(ivr.resolve("12599.chat")));
        assertEquals(0, in("show", "jf"), err.toString());
        assertEquals(2, in("new", "dialog", "jf"));
        assertTrue(err.toString().contains("is there already"));
        assertEquals(2, in("new", "dialog", "JF!"));
        assertEquals(1, in("new", "dialog", "help2", "--word", "CX"));
        assertTrue(err.toString().contains("D11"), err.toString());
        assertFalse(Files.exists(dialogs.resolve("help2.yaml")));
    }

    @Test
    void textsGoOutAsATableAndComeBackOnlyIfTheyFit() throws IOException {
        var table = folder.resolve("texts.csv");
        assertEquals(0, in("texts", "export", "--out", table.toString()), err.toString());
        var text = Files.readString(table);
        var was = "发送M重置手机支付登录密码。";
        assertTrue(text.startsWith("file,line,id,language,room,was,text\n"), text.substring(0, 80));
        assertTrue(text.contains(",Z18,zh,"), text);

        Files.writeString(table, text.replace(was + "," + was, was + "," + "字".repeat(80)));
        assertEquals(1, in("texts", "import", table.toString()));
        assertTrue(err.toString().contains("D07"), err.toString());
        assertTrue(Files.readString(dialogs.resolve("bz.yaml")).contains(was));

        Files.writeString(table, text.replace(was + "," + was, was + "," + "请发送M，重置: 登录密码。"));
        assertEquals(0, in("texts", "import", table.toString()), err.toString());
        assertTrue(Files.readString(dialogs.resolve("bz.yaml")).contains("zh: \"请发送M，重置: 登录密码。\""));

        assertEquals(1, in("texts", "import", table.toString()));
        assertTrue(err.toString().contains("it has changed since it was exported"), err.toString());
    }

    @Test
    void filesAreReleasedToARunningEngineAndTakenBack() throws IOException {
        var conf = Files.createDirectories(folder.resolve("conf")).resolve("smspay.yaml");
        Files.writeString(conf, "site: www.example.com\n");
        var data = folder.resolve("data");
        try (var service = new Service(data)) {
            edit("bz.yaml", "选择帮助：", "选帮助：");
            assertEquals(0, release(conf, data, "--note", "shorter"), out + err.toString());
            assertTrue(service.say("13800000001", "BZ").get(0).startsWith("请回复数字选帮助："));

            edit("bz.yaml", "next: pay\n", "next: pya\n");
            assertEquals(1, release(conf, data));
            assertTrue(out.toString().contains("dialogs/bz.yaml:"), out.toString());
            assertTrue(out.toString().contains("Nothing was released"), out.toString());
            edit("bz.yaml", "next: pya\n", "next: pay\n");

            assertEquals(1, release(conf, data));
            assertTrue(err.toString().contains("nothing has changed"), err.toString());

            assertEquals(0, of("diff", conf, data, "1", "2"), err.toString());
            assertTrue(out.toString().contains("dialogs/bz.yaml\n"), out.toString());
            assertTrue(out.toString().contains("  + "), out.toString());

            assertEquals(0, of("back", conf, data), err.toString());
            assertTrue(service.say("13800000001", "BZ").get(0).startsWith("请回复数字选择帮助："));
            assertEquals(0, of("stop", conf, data, "bz"), err.toString());
            assertTrue(service.say("13800000002", "BZ").get(0).startsWith("系统繁忙"));
            assertEquals(0, of("go", conf, data), err.toString());
            assertEquals(0, of("list", conf, data), err.toString());
            assertEquals(5, out.toString().lines().count(), out.toString());
            assertTrue(
                    out.toString().contains("release by " + System.getProperty("user.name") + ": shorter"),
                    out.toString());
        }
        assertEquals(0, of("back", conf, data, "2"), err.toString());
        assertTrue(out.toString().contains("It is served when an engine starts"), out.toString());
        try (var service = new Service(data)) {
            assertTrue(service.say("13800000003", "BZ").get(0).startsWith("请回复数字选帮助："));
        }
    }

    private int release(Path conf, Path data, String... more) {
        return in(Stream.concat(
                        Stream.of("release", "--conf", conf.toString(), "--data", data.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private int of(String what, Path conf, Path data, String... more) {
        return in(Stream.concat(
                        Stream.of("release", what, "--conf", conf.toString(), "--data", data.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private void edit(String file, String from, String to) throws IOException {
        var path = dialogs.resolve(file);
        var text = Files.readString(path);
        assertTrue(text.contains(from), from);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void answersAreKeptForAnExportAndGoWhenTheirTimeIsOver() throws IOException {
        var data = folder.resolve("data");
        try (var service = new Service(data)) {
            var files = new java.util.TreeMap<>(service.engine()
                    .publisher()
                    .log()
                    .files(service.engine().publisher().newest()));
            files.put(
                    "dialogs/dc.yaml",
                    Files.readString(Service.HOME.resolve("engine/src/test/resources/authors/dialogs/dc.yaml")));
            service.engine()
                    .publisher()
                    .publish(new cn.smspay.engine.ReleasePublisher.ReleaseRequest(
                            files,
                            "li",
                            "",
                            "",
                            service.engine().publisher().newest(),
                            java.util.Set.of(),
                            java.util.Set.of()));
            service.say("13800000001", "DC");
            service.say("13800000001", "2");
            service.say("13800000001", "=1+1 太贵, \"真的\"");
            var now = service.clock.instant();
            var written = new java.util.ArrayList<String>();
            var texts = service.engine().accounts().freeTexts();
            texts.read(
                    service.engine().store(),
                    "dc",
                    java.time.Instant.EPOCH,
                    now.plusSeconds(1),
                    now,
                    each -> written.add(each.question().step() + " " + each.msisdn() + " " + each.text()));
            assertEquals(List.of("grade 13800000001 2", "why 13800000001 =1+1 太贵, \"真的\""), written);
            written.clear();
            texts.read(
                    service.engine().store(),
                    "dc",
                    java.time.Instant.EPOCH,
                    now.plusSeconds(1),
                    now.plus(java.time.Duration.ofDays(90)),
                    each -> written.add(each.text()));
            assertEquals(List.of(), written, "their time is over");
            var key = folder.resolve("master.key");
            Files.writeString(key, World.KEY);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
            assertEquals(
                    0, run("answers", "dc", "--data", data.toString(), "--key-file", key.toString()), err.toString());
            assertEquals(
                    "time,conversation,dialog,step,answer",
                    out.toString().lines().findFirst().orElseThrow());

            int dropped = service.in(tx -> cn.smspay.accounts.FreeTexts.drop(
                    tx, service.clock.instant().plus(java.time.Duration.ofDays(91)), 100));
            assertEquals(2, dropped);
        }
    }
}
