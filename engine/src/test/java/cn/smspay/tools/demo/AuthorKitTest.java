package cn.smspay.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.engine.Engine;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import cn.smspay.tools.transcript.ChatRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the handset tells those who write dialogues. */
final class AuthorKitTest {
    private static final String NUMBER = "13800000001";

    @TempDir
    private Path folder;

    @Test
    void aMessageIsFollowedStoppedSavedAndMeetsNewFiles() throws Exception {
        var home = copy();
        var clock = new TestClock();
        try (var smsc = SmscSimulator.start(LocalConfig.smsc(), clock);
                var engine = new Engine(
                        LocalConfig.of(home, folder.resolve("data"), new Secret(World.KEY), smsc.port()), clock)) {
            engine.start();
            engine.link().allBound().get(30, TimeUnit.SECONDS);
            var kit = new AuthorKit(engine, clock);

            say(kit, smsc, engine, "KT");
            assertEquals("read as \"KT\"", kit.why().get(0));
            assertTrue(
                    kit.why().stream()
                            .anyMatch(line -> line.matches("  kt\\.check: ok {2}\\(dialogs/kt\\.yaml:[0-9]+\\)")),
                    kit.why().toString());
            assertEquals(
                    List.of(
                            "read as \"KT\"",
                            "answers a question? none waits",
                            "a word to leave, go back or get help? no",
                            "a command? yes, \"KT\""),
                    kit.why().subList(0, 4));
            var state = kit.line(NUMBER, "/state", "").orElseThrow().get(0);
            assertTrue(
                    state.matches("kt\\.agree \\(confirm, dialogs/kt\\.yaml:[0-9]+\\), for 86[0-9]+ more seconds.*"),
                    state);

            say(kit, smsc, engine, "hello");
            var wrong = String.join("\n", kit.why());
            assertTrue(
                    wrong.matches(
                            "(?s)read as \"HELLO\"\nanswers kt\\.agree \\(confirm, .*\\)\\? no\n.*a command\\? no\n"
                                    + "so it is a wrong answer to kt\\.agree .*  kt\\.agree: refused .*"),
                    wrong);

            assertEquals(
                    List.of("There is no action open_acount; did you mean \"open_account\"?"),
                    kit.line(NUMBER, "/fail", "open_acount ok").orElseThrow());
            kit.line(NUMBER, "/fail", "open_account already_open");
            say(kit, smsc, engine, "A");
            assertTrue(
                    kit.why().stream().anyMatch(line -> line.contains("kt.open: already_open")),
                    kit.why().toString());
            assertTrue(
                    kit.why().get(1).matches("answers kt\\.agree .*\\? yes")
                            && kit.why().get(2).startsWith("  kt.agree: answer"),
                    kit.why().toString());
            say(kit, smsc, engine, "0");
            assertTrue(kit.why().get(2).startsWith("a word to leave"), kit.why().toString());

            say(kit, smsc, engine, "KT");
            kit.line(NUMBER, "/reset", "");
            assertEquals(
                    List.of("Nothing waits for an answer."),
                    kit.line(NUMBER, "/state", "").orElseThrow());

            kit.calls(NUMBER, "call 12588");
            kit.heard(NUMBER, "您好。");
            assertEquals(List.of(), kit.why(), "a call is no message");
            var file = folder.resolve("my.chat");
            kit.line(NUMBER, "/save", file.toString());
            var saved = Files.readAllLines(file);
            assertTrue(
                    saved.containsAll(List.of("given " + NUMBER, "> KT", "> A", "call 12588", "hear 您好。")),
                    saved.toString());

            var lines = new ArrayList<String>();
            var kt = home.resolve("dialogs/kt.yaml");
            Files.writeString(kt, Files.readString(kt).replace("zh: 您正申请开通手机支付", "zh: 您正在申请手机支付"));
            kit.look(lines::add, lines::add);
            assertEquals(List.of("kt.yaml: in order, and in use"), lines);
            assertTrue(say(kit, smsc, engine, "KT").get(0).startsWith("您正在申请手机支付"));

            lines.clear();
            Files.writeString(kt, Files.readString(kt).replace("next: open", "next: oppen"));
            kit.look(lines::add, lines::add);
            assertTrue(lines.get(0).startsWith("kt.yaml: dialogs/kt.yaml:"), lines.toString());
            assertTrue(lines.get(0).contains("did you mean \"open\"?"), lines.toString());
            assertTrue(say(kit, smsc, engine, "KT").get(0).startsWith("您正在申请手机支付"), "the files before stay in use");
        }
    }

    /** What is new in every run is left open, and what was done besides stands there too. */
    @Test
    void aSavedSessionGoesAsWrittenTwice() throws Exception {
        var clock = new TestClock();
        var file = folder.resolve("my.chat");
        var lines = new ArrayList<String>();
        try (var smsc = SmscSimulator.start(LocalConfig.smsc(), clock);
                var engine = new Engine(
                        LocalConfig.of(Service.HOME, folder.resolve("data"), new Secret(World.KEY), smsc.port()),
                        clock)) {
            engine.start();
            engine.link().allBound().get(30, TimeUnit.SECONDS);
            var kit = new AuthorKit(engine, clock);
            kit.line(NUMBER, "/fail", "open_account already_open");
            for (String text : List.of("KT", "A", "KT", "A", "C\\X", "CX", "TX")) {
                say(kit, smsc, engine, text);
            }
            say(kit, smsc, engine, "XH");
            say(kit, smsc, engine, "654321");
            assertEquals("read as \"******\"", kit.why().get(0));
            say(kit, smsc, engine, "0");
            assertEquals("read as \"0\"", kit.why().get(0));
            say(kit, smsc, engine, "TX");
            clock.turn(Duration.ofHours(25));
            kit.waits("25h");
            say(kit, smsc, engine, "A");

            assertEquals(
                    List.of("/fail wants an action and how it ends, like /fail withdraw no_cash"),
                    kit.line(NUMBER, "/fail", "").orElseThrow());
            kit.line(NUMBER, "/save", file.toString());
            clock.turn(Duration.ofSeconds(1));
            kit.line(NUMBER, "/save", file.toString());
            for (String wrong :
                    List.of(folder.toString(), folder.resolve("no/x.chat").toString(), "a\0b")) {
                var told = kit.line(NUMBER, "/save", wrong).orElseThrow().get(0);
                assertTrue(told.contains("cannot be written") || told.contains("no name of a file"), told);
            }

            new ChatRun(folder, lines::add).play(List.of(file), engine.desk().scripts(), false);
        }

        assertEquals("", String.join("\n", lines), Files.readString(file));
    }

    private static List<String> say(AuthorKit kit, SmscSimulator smsc, Engine engine, String text) throws Exception {
        var handset = smsc.handset(NUMBER);
        int before = handset.texts().size();
        kit.sends(NUMBER, text);
        assertEquals(0, handset.send(LocalConfig.SERVICE.digits(), text).get(30, TimeUnit.SECONDS));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!engine.isQuiet() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        var got = handset.texts().stream().skip(before).map(each -> each.text()).toList();
        got.forEach(each -> kit.received(NUMBER, each));
        return got;
    }

    private Path copy() throws IOException {
        for (String name : List.of("dialogs", "ivr-scripts")) {
            Files.createDirectories(folder.resolve("home").resolve(name));
            try (var files = Files.list(Service.HOME.resolve(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve("home").resolve(name).resolve(file.getFileName()));
                }
            }
        }
        return folder.resolve("home");
    }
}
