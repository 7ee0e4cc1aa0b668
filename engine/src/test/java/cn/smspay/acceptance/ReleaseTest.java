package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.engine.ReleasePublisher;
import cn.smspay.engine.ReleasePublisher.ReleaseRequest;
import cn.smspay.testing.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New dialogue files reach subscribers while conversations wait, and are taken back. */
final class ReleaseTest {
    private static final String MARY = "13800000001";
    private static final String TOM = "13800000002";
    private static final String MENU = "请回复数字选择帮助：1账户，2查询，3充值缴费。回复0退出。";
    private static final String PAY = "充值缴费：1充值卡充值，2缴话费，9返回。";

    @TempDir
    Path data;

    private Service service;

    @BeforeEach
    void start() {
        service = new Service(data);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private ReleasePublisher publisher() {
        return service.engine().publisher();
    }

    /** The files that are served now, with a text of BZ's changed. */
    private Map<String, String> edited(String from, String to) {
        var files = new TreeMap<>(publisher().log().files(publisher().newest()));
        var before = files.get("dialogs/bz.yaml");
        assertTrue(before != null && before.contains(from), from);
        files.put("dialogs/bz.yaml", before.replace(from, to));
        return files;
    }

    private ReleaseRequest wish(String who, Map<String, String> files) {
        return new ReleaseRequest(files, who, "a note", "", publisher().newest(), Set.of(), Set.of());
    }

    private String refused(ReleaseRequest wish) {
        var newest = publisher().newest();
        var sentence = String.valueOf(assertThrows(
                        ReleasePublisher.ReleaseRefused.class, () -> publisher().publish(wish))
                .getMessage());
        assertEquals(newest, publisher().newest(), "nothing was written");
        return sentence;
    }

    @Test
    void aConversationEndsWithTheFilesThatItBeganWithAlsoAfterARestartAndOthersBeginWithTheNewOnes() {
        assertEquals(List.of(MENU), service.say(MARY, "BZ"));

        var swapped = edited("next: top_up\n", "next: other\n");
        swapped.computeIfPresent(
                "dialogs/bz.yaml",
                (name, text) ->
                        text.replace("next: bill\n", "next: top_up\n").replace("next: other\n", "next: bill\n"));
        publisher().publish(wish("li", swapped));

        assertEquals(List.of(PAY), service.say(MARY, "3"));
        assertEquals(List.of(MENU), service.say(TOM, "BZ"));
        assertEquals(List.of(PAY), service.say(TOM, "3"));
        service.restart();
        assertTrue(service.say(MARY, "2").get(0).startsWith("发送HF"));
        assertTrue(service.say(TOM, "2").get(0).startsWith("发送CZK"));
        service.say(TOM, "BZ");
        service.say(TOM, "3");
        assertTrue(service.say(TOM, "2").get(0).startsWith("发送CZK"), "the folder is older than what was released");
    }

    @Test
    void anEditedWordIsSaidAtOnceInConversationsUnderWayToo() {
        assertEquals(List.of(MENU), service.say(MARY, "BZ"));

        publisher().publish(wish("li", edited("zh: 充值缴费：<options>。", "zh: 充值与缴费：<options>。")));

        assertEquals(List.of(PAY.replace("值缴", "值与缴")), service.say(MARY, "3"));
    }

    @Test
    void aReleaseIsTakenBackAndStaysSoAcrossARestart() {
        publisher().publish(wish("li", edited("选择帮助：", "选帮助：")));
        assertEquals(List.of(MENU.replace("选择", "选")), service.say(MARY, "BZ"));

        publisher().back(0, "wang", "a slip");

        assertEquals(List.of(MENU), service.say(MARY, "BZ"));
        service.restart();
        assertEquals(List.of(MENU), service.say(MARY, "BZ"));
        assertEquals("BACK", publisher().log().newest().orElseThrow().how().name());
        assertEquals("wang", publisher().log().newest().orElseThrow().who());
    }

    @Test
    void theSecondOfTwoPeopleIsToldAndOverwritesNothing() {
        var shipped = edited("选择帮助：", "选择帮助：");
        var second = wish("wang", edited("回复0退出。", "退出请回复0。"));
        publisher().publish(wish("li", edited("选择帮助：", "选帮助：")));

        assertTrue(refused(second).startsWith("release 2 (release by li: a note) came while you checked"));
        var again =
                new ReleaseRequest(second.files(), "wang", "", "", publisher().newest(), Set.of(), Set.of());
        publisher().publish(again);

        publisher().publish(wish("li", edited("回复数字", "请回数字")));
        assertTrue(refused(wish("wang", shipped)).contains("would undo what release 4 (release by li"));
        publisher()
                .publish(new ReleaseRequest(shipped, "wang", "", "", publisher().newest(), Set.of(4L), Set.of()));
    }

    @Test
    void aFileThatIsGoneOrAtFaultIsNotReleased() {
        var more = edited("", "");
        more.put(
                "dialogs/dc.yaml",
                more.get("dialogs/zh.yaml")
                        .replace("dialog: zh", "dialog: dc")
                        .replace("[ZH, 中文]", "[DC]")
                        .replace("L02", "L09"));
        publisher().publish(wish("li", more));
        assertFalse(service.say(MARY, "DC").get(0).startsWith("未能识别"));

        var gone = new TreeMap<>(more);
        gone.remove("dialogs/dc.yaml");
        assertTrue(refused(wish("li", gone)).contains("--remove dialogs/dc.yaml"));
        var half = new TreeMap<>(more);
        half.computeIfPresent("dialogs/tx.yaml", (name, text) -> text.substring(0, text.length() / 2));
        assertTrue(refused(wish("li", half)).contains("dialogs/tx.yaml:"));
        assertTrue(refused(wish("li", more)).startsWith("nothing has changed"));

        publisher()
                .publish(new ReleaseRequest(
                        gone, "li", "", "", publisher().newest(), Set.of(), Set.of("dialogs/dc.yaml")));

        assertTrue(service.say(MARY, "DC").get(0).startsWith("未能识别"));
    }

    @Test
    void whatIsStoppedBeginsNoConversationAlsoAfterARestartAndEndsThoseUnderWay() {
        assertEquals(List.of(MENU), service.say(MARY, "BZ"));

        publisher().stop(Set.of("bz"), "li", "");

        assertTrue(service.say(TOM, "BZ").get(0).startsWith("系统繁忙"));
        assertTrue(service.say(TOM, "CX").get(0).startsWith("您的号码尚未开通"));
        assertEquals(List.of(PAY), service.say(MARY, "3"));
        service.restart();
        assertTrue(service.say(TOM, "BZ").get(0).startsWith("系统繁忙"));
        publisher().go("li", "");
        assertEquals(List.of(MENU), service.say(TOM, "BZ"));
    }

    @Test
    void figuresTellHowConversationsWentAndUnknownTextsOnlyIfFivePeopleSentThem() {
        service.say(MARY, "BZ");
        service.say(MARY, "7");
        service.say(MARY, "3");
        service.say(TOM, "BZ");
        service.say(TOM, "0");
        for (int i = 0; i < 5; i++) {
            service.say("1380000010" + i, "开通50元");
            if (i < 4) {
                service.say("1380000010" + i, "秘密");
            }
        }

        service.engine().writeFigures();
        service.settle();

        assertEquals(
                List.of(
                        "begins PROMPTED main 2",
                        "main 7 REFUSED:not_choice main 1",
                        "main CANCELLED  1",
                        "main PROMPTED pay 1"),
                service.texts(
                        "select case step when '' then 'begins' else step end || ' ' || case when came like 'REFUSED%' then '7 ' else '' end || came || ' '"
                                + " || next || ' ' || happened from dialogue_figure where dialog = 'bz' order by 1"));
        assertEquals(List.of("开通##元 5"), service.texts("select text || ' ' || happened from unknown_text order by 1"));
    }
}
