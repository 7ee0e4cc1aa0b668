package cn.smspay.app.authors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Commands;
import cn.smspay.base.ServiceDay;
import cn.smspay.engine.ReleasePublisher.ReleaseRequest;
import cn.smspay.testing.LogOracle;
import cn.smspay.testing.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an author learns of the conversations of an engine that served two releases on two days, the second of them bad. */
@Timeout(120)
final class StatsCommandTest {
    private static final int DAY_BEFORE = 3;
    private static final int BAD_DAY = 10;

    @TempDir
    private Path folder;

    private Path data;
    private Path conf;
    private String shown = "";

    private int run(String... words) {
        var said = Commands.run(words);
        shown = said.out() + said.err();
        return said.code();
    }

    private int stats(LocalDate from, LocalDate to, String... more) {
        var words = new java.util.ArrayList<>(List.of("stats", "--data", data.toString(), "--conf", conf.toString()));
        words.addAll(List.of("--from", from.toString(), "--to", to.toString()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    /** So many find no answer to the help menu. */
    private static void giveUp(Service service, int people, int first) {
        for (int i = first; i < first + people; i++) {
            var number = "138000001" + (10 + i);
            for (String text : List.of("BZ", "7", "8", "9")) {
                service.say(number, text);
            }
        }
        service.engine().writeFigures();
        service.settle();
    }

    @Test
    void figuresComePerReleaseDialogueStepEdgeAndDayWithTheirYuanAndABadReleaseIsAnAlarm() throws Exception {
        data = folder.resolve("data");
        conf = Files.writeString(folder.resolve("smspay.yaml"), """
                services: ["10658888"]
                billing: {tariffs: [{id: uplink, li: 100, from: 2009-11-01}, {id: uplink, li: 150, from: %s}]}
                """.formatted(day(1)));
        try (var heard = LogOracle.listen();
                var service = new Service(data)) {
            var first = ServiceDay.date(service.clock.instant());
            for (int i = 0; i < 6; i++) {
                service.say("1380000020" + i, "查流量12");
                service.say("1380000020" + i, "密码1234");
                if (i < 4) {
                    service.say("1380000020" + i, "我的生日");
                }
            }
            giveUp(service, DAY_BEFORE, 0);
            assertEquals(0, run("ctl", "alarms", "--data", data.toString()), shown);
            assertFalse(shown.contains("give-ups"), shown);

            service.clock.turn(Duration.ofDays(1));
            var publisher = service.engine().publisher();
            var files = new TreeMap<>(publisher.log().files(publisher.newest()));
            files.computeIfPresent("dialogs/bz.yaml", (name, text) -> text.replace("选择帮助：", "帮助："));
            publisher.publish(new ReleaseRequest(files, "li", "shorter", "", publisher.newest(), Set.of(), Set.of()));
            giveUp(service, BAD_DAY, DAY_BEFORE);

            assertEquals(1, run("ctl", "alarms", "--data", data.toString(), "--json"), shown);
            assertTrue(shown.contains("give-ups of bz.main"), shown);
            assertTrue(
                    shown.contains("10 of 30 messages today, 3 of 9 on the whole day before; served is release 2"),
                    shown);
            assertTrue(shown.contains("smspay release back"), shown);
            assertEquals(
                    1,
                    heard.lines().stream()
                            .filter(line -> line.contains("give-ups of bz.main: 10 of 30 messages today"))
                            .count(),
                    "it is said once");

            var second = first.plusDays(1);
            assertEquals(0, stats(first, second), shown);
            assertTrue(
                    shown.contains("bz  52 messages, 0 conversations done, 39 messages refused, which cost 5.40 yuan"),
                    shown);
            assertEquals(0, stats(first, second, "bz", "--by", "day"), shown);
            assertEquals(
                    List.of(
                            first.toString(),
                            "bz  12 messages, 0 conversations done, 9 messages refused, which cost 0.90 yuan",
                            "  opened: 3  -> main 3",
                            "  main: asked 3, answered 0 (0 %), refused not_choice 6, gave up 3",
                            "  ended: give_up 3",
                            second.toString(),
                            "bz  40 messages, 0 conversations done, 30 messages refused, which cost 4.50 yuan",
                            "  opened: 10  -> main 10",
                            "  main: asked 10, answered 0 (0 %), refused not_choice 20, gave up 10",
                            "  ended: give_up 10"),
                    shown.lines().toList());
            assertEquals(0, stats(first, second, "bz", "--by", "release"), shown);
            assertTrue(shown.contains(", release 1 (start by start)\nbz  12 messages"), shown);
            assertTrue(shown.contains(", release 2 (release by li: shorter)\nbz  40 messages"), shown);
            assertEquals(0, stats(first, second, "bz", "--release", "2", "--fee", "1"), shown);
            assertTrue(
                    shown.startsWith("bz  40 messages, 0 conversations done, 30 messages refused, which cost 30.00"),
                    shown);
            assertEquals(0, stats(first, first, "bz", "--csv"), shown);
            assertTrue(
                    shown.matches("(?s)day,release,dialog,step,came,next,times\n.*"
                            + first.toString().replace("-", "") + ",[0-9a-f]{8},bz,main,REFUSED:give_up,,3\n.*"),
                    shown);

            assertEquals(0, stats(first, first, "--unknown"), shown);
            assertEquals("6  查流量##\n", shown, "five people sent it; no digits, no password, nothing of four people");

            assertEquals(0, stats(first, second, "bx"), shown);
            assertTrue(shown.contains("Nothing was counted in bx; there were conversations in bz."), shown);
        }
        refusedIfWrong();
    }

    private void refusedIfWrong() {
        var today = LocalDate.of(2009, 11, 2);
        assertEquals(2, stats(today, today, "--release", "77"));
        assertTrue(shown.contains("there is no release 77; \"smspay release list\""), shown);
        assertEquals(2, stats(today, today, "--release", "zz"));
        assertTrue(shown.contains("--release takes a number"), shown);
        assertEquals(2, stats(today, today.minusDays(1)));
        assertTrue(shown.contains("--to 2009-11-01 is before --from 2009-11-02"), shown);
        assertEquals(2, stats(today, today, "--fee", "ten"));
        assertTrue(shown.contains("--fee is an amount in yuan like 0.10, not \"ten\""), shown);
        assertEquals(2, stats(today, today, "--most", "0"));
        assertTrue(shown.contains("--most is a number from 1"), shown);
        assertEquals(2, stats(today, today, "--by", "month"));
        assertTrue(shown.contains("day, release"), shown);
        conf = folder.resolve("none.yaml");
        assertEquals(2, stats(today, today));
        assertTrue(shown.contains("name it with --conf"), shown);
        data = folder.resolve("nowhere");
        assertEquals(2, stats(today, today, "--fee", "0.1"));
        assertTrue(shown.contains("name the folder with --data"), shown);
    }

    /** The day of the test's clock, and those after it. */
    private static LocalDate day(int later) {
        return ServiceDay.date(new cn.smspay.testing.TestClock().instant()).plusDays(later);
    }
}
