package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The case that is drafted for each kind of way: what is typed, what is made to fail, and what is said. */
final class DraftTranscriptsTest {
    private static final Scripts SHIPPED = ScriptFiles.load(
                    Home.find().resolve("dialogs"), Home.find().resolve("ivr-scripts"), ServiceCatalogue.catalogue())
            .orThrow();
    private static final TestStages stages = new TestStages();
    private static ChatLog log;
    private static LocalStage stage;

    @BeforeAll
    static void open() {
        log = new ChatLog();
        log.keep(false);
        stage = new LocalStage(log, stages);
    }

    @AfterAll
    static void close() {
        stage.close();
        log.close();
        stages.close();
    }

    private static Map<String, List<String>> drafts(String way) {
        return new DraftTranscripts(SHIPPED, stage, file -> true).of(List.of(way));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tx.ask_amount answer | dialogs/tx.chat | > 50",
                "tx.ask_amount refused not_amount | dialogs/tx.chat | > 9*9*9",
                "tx.ask_amount refused too_small | dialogs/tx.chat | > 1",
                "tx.ask_amount refused too_big | dialogs/tx.chat | > 9999999",
                "tx.ask_amount cancelled | dialogs/tx.chat | > QX",
                "tx.ask_amount late | dialogs/tx.chat | wait 601s",
                "tx.ask_pin refused not_pin | dialogs/tx.chat | > 12",
                "tx.ask_pin answer | dialogs/tx.chat | > 123456",
                "tx.ask_pin skip | dialogs/tx.chat | guard pin_for_withdrawal no",
                "tx.withdraw card_changed | dialogs/tx.chat | fail withdraw card_changed",
                "tx.check no_cash | dialogs/tx.chat | fail check_withdrawal no_cash",
                "12588.main key 1 -> balance | ivr-scripts/12588.chat | press 1",
                "12588.main no_match | ivr-scripts/12588.chat | press 7",
                "12588.more silence | ivr-scripts/12588.chat | silence",
            })
    void eachKindOfWayIsWalkedByWhatLeadsThere(String way, String file, String line) {
        var drafts = drafts(way);

        assertEquals(List.of(file), List.copyOf(drafts.keySet()));
        var lines = drafts.get(file);
        assertEquals("", lines.get(0));
        assertTrue(lines.get(1).startsWith("case "), lines.toString());
        assertTrue(lines.get(2).startsWith("given 13800000001"), lines.toString());
        assertTrue(lines.contains(line), lines.toString());
        assertTrue(lines.stream().anyMatch(each -> each.matches("(<|hear|sms) .*")), lines.toString());
    }

    @Test
    void aWayThatAnEarlierDraftHasWalkedNeedsNoneOfItsOwn() {
        var both =
                new DraftTranscripts(SHIPPED, stage, file -> true).of(List.of("tx.ask_amount answer", "tx.check ok"));

        assertEquals(
                1,
                both.get("dialogs/tx.chat").stream()
                        .filter(line -> line.startsWith("case "))
                        .count());
    }

    @Test
    void onlyFilesThatAreWantedGetCases() {
        var drafts = new DraftTranscripts(SHIPPED, stage, "cx.chat"::equals)
                .of(List.of("tx.ask_amount answer", "cx.show no_account", "notice withdrawal_paid"));

        assertTrue(drafts.keySet().stream().allMatch("dialogs/cx.chat"::equals), drafts.toString());
    }

    @Test
    void aWayOfADialogueThatThereIsNotIsAFaultOfTheCaller() {
        assertThrows(IllegalArgumentException.class, () -> drafts("zz.ask answer"));
    }

    @Test
    void aWayThatNothingLeadsToHasNoCase() {
        assertEquals(Map.of(), drafts("tx.ask_amount refused never"));
    }
}
