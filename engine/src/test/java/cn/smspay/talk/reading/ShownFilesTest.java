package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Scripts;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What authors are shown of their files: {@link Outline}, {@link Costs}, {@link TextTable}, {@link FlowPicture}, {@link ServicePage},
 * {@link Rendering}, {@link Sayings} and {@link ActionList}.
 */
final class ShownFilesTest {
    private static final Scripts SCRIPTS = SmallFiles.scripts(SmallFiles.files());
    private static final BigDecimal FEE = new BigDecimal("0.1");

    private static Dialog dialog(String name) {
        return Objects.requireNonNull(SCRIPTS.dialogs().get(name));
    }

    private static String voice() {
        return SCRIPTS.dialogs().keySet().stream()
                .filter(name -> dialog(name).voice() != null)
                .findFirst()
                .orElseThrow();
    }

    private static void holds(List<String> lines, String... wanted) {
        var rest = new ArrayList<>(lines);
        for (String line : wanted) {
            int at = rest.indexOf(line);
            assertTrue(at >= 0, line + "\nis not, or not in its order, in\n" + String.join("\n", lines));
            rest.subList(0, at + 1).clear();
        }
    }

    @Test
    void aDialogueIsOutlinedStepByStepInItsOrder() {
        holds(
                Outline.of(SCRIPTS, dialog("send")),
                "opened by FK, 付款, which may bring amount",
                "begins with look",
                "look: does look",
                "  ok -> amount",
                "  nobody -> end: failed",
                "amount: asks for amount (amount)",
                "  answer -> pin",
                "  refused for not_amount",
                "pin: asks for pin (pin) when rich",
                "  answer -> send",
                "  skip -> send",
                "send: does send",
                "  ok -> end: done",
                "    S1 zh (10 characters, 1 segment): 成功<key>",
                "    S1 en (13 characters, 1 segment): Done <key>",
                "  unknown -> end: pending");
    }

    @Test
    void aVoiceMenuBeginsWithItsKeys() {
        var lines = Outline.of(SCRIPTS, dialog(voice()));
        holds(
                lines,
                "keys of main",
                "  key 1 when rich -> list",
                "  key 1 when not rich -> over",
                "main: offers keys",
                "  zh (2 characters): 您好",
                "list: does list",
                "      line line zh: <sum>元",
                "over: opens send by short message",
                "  then -> end: done",
                "no key was pressed",
                "the key is not offered",
                "the tries are used up",
                "the engine stops");
        assertFalse(lines.stream().anyMatch(line -> line.contains("segment")), "nothing of a call is sent");
    }

    @Test
    void aWayCostsWhatIsSentOnIt() {
        assertEquals(
                List.of(
                        "send  付款 / payment",
                        "  send ok (done): 1 to 3 messages, 0.10 to 0.30 yuan; at most 3 come back",
                        "  send unknown (pending): 1 to 3 messages, 0.10 to 0.30 yuan; at most 3 come back",
                        "  look nobody (failed): 1 message, 0.10 yuan; at most 1 come back"),
                Costs.of(SCRIPTS, SCRIPTS.dialogs().keySet(), FEE));
        assertEquals(List.of(), Costs.of(SCRIPTS, Set.of("nobody"), FEE));
    }

    @Test
    void ofAChangeOnlyWhatCostsOtherwiseIsShown() {
        var always = SmallFiles.scripts(SmallFiles.with("send", "    when: rich~", "~"));
        assertEquals(
                List.of(
                        "send send ok (done): 1 to 3 messages, 0.10 to 0.30 yuan; at most 3 come back"
                                + " -> 2 to 3 messages, 0.20 to 0.30 yuan; at most 3 come back",
                        "send send unknown (pending): 1 to 3 messages, 0.10 to 0.30 yuan; at most 3 come back"
                                + " -> 2 to 3 messages, 0.20 to 0.30 yuan; at most 3 come back"),
                Costs.compared(SCRIPTS, always, Set.of("send"), FEE));
        assertEquals(List.of(), Costs.compared(SCRIPTS, SCRIPTS, Set.of("send"), FEE));
    }

    private static TextTable.Row row(String language, String text) {
        return TextTable.of(SCRIPTS).stream()
                .filter(row -> row.language().equals(language) && row.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(TextTable.of(SCRIPTS).toString()));
    }

    /** What is left of a message when each value is as wide as it can become; the least of all places where it is said. */
    @ParameterizedTest
    @CsvSource({
        "zh, 成功<key>, S1, 60",
        "en, Done <key>, S1, 147",
        "zh, 好, plain, 69",
        "en, Fine, plain, 156",
        "zh, 您好, '', -1",
        "zh, 已付<amount>元, N1, 59"
    })
    void aTextHasRoom(String language, String text, String id, int room) {
        assertEquals(id, row(language, text).id());
        if (id.equals("N1")) {
            assertTrue(row(language, text).room() > 0);
        } else {
            assertEquals(room, row(language, text).room());
        }
    }

    private static List<String> faults(TextTable.TextChange change, Map<String, String> made) {
        var faults = new ArrayList<String>();
        made.putAll(TextTable.changed(SCRIPTS, List.of(change), faults));
        return faults;
    }

    @ParameterizedTest
    @CsvSource({
        "新密码？, 新密码？",
        "a: b, '\"a: b\"'",
        "yes, '\"yes\"'",
        "'# x', '\"# x\"'",
        "'say \"so\"', '\"say \\\"so\\\"\"'",
        "12, '\"12\"'",
        "好, '\"好\"'",
        "好的, 好的"
    })
    void aTranslationIsWrittenSoThatItIsReadAsItStands(String text, String written) {
        var made = new HashMap<String, String>();
        assertEquals(List.of(), faults(new TextTable.TextChange(7, "dialogs/send.yaml", "zh", "密码？", text), made));
        var file = String.valueOf(made.get("dialogs/send.yaml"));
        assertTrue(file.contains("\n      zh: " + written + "\n"), file);
        assertEquals(SmallFiles.files().get("dialogs/_notices.yaml"), made.get("dialogs/_notices.yaml"));
    }

    @ParameterizedTest
    @CsvSource({"dialogs/send.yaml, zh, 口令？", "dialogs/send.yaml, en, 密码？", "dialogs/none.yaml, zh, 密码？"})
    void aTextThatHasChangedMeanwhileIsTold(String file, String language, String was) {
        var made = new HashMap<String, String>();
        assertEquals(
                List.of("7: no text in " + language + " of " + file + " is \"" + was
                        + "\"; it has changed since it was exported"),
                faults(new TextTable.TextChange(7, file, language, was, "x"), made));
        assertEquals(SmallFiles.files(), made);
    }

    @Test
    void aPictureShowsWhatWasWalkedAndWhatWasNot() {
        var unseen = FlowPicture.of(dialog("send"), Optional.empty());
        assertEquals(4, unseen.split("<rect ", -1).length - 1);
        assertTrue(unseen.contains("class=\"way unknown\""), unseen);
        assertFalse(unseen.contains("missing") || unseen.contains("walked"), unseen);
        assertTrue(unseen.contains("ok ▪ done") && unseen.contains("unknown ▪ pending"), unseen);
        assertTrue(unseen.contains("pin ? pin") && unseen.contains("look : look"), unseen);

        var seen = FlowPicture.of(dialog("send"), Optional.of(Set.of("send.look ok", "send.send ok")));
        assertEquals(1, seen.split("class=\"way walked\"", -1).length - 1);
        assertTrue(seen.contains("class=\"way missing\""), seen);
        assertTrue(seen.contains("class=\"walked\">ok ▪ done<"), seen);
        assertTrue(seen.contains("class=\"missing\">unknown ▪ pending<"), seen);

        var menu = FlowPicture.of(dialog(voice()), Optional.empty());
        assertTrue(menu.contains("main : keys") && menu.contains("over : SMS send"), menu);
        assertTrue(menu.contains("↑ main"), "the list leads back: " + menu);
        assertEquals("&lt;a &amp; &quot;b&quot;&gt;", FlowPicture.escaped("<a & \"b\">"));
    }

    @Test
    void thePageOfTheServiceSaysWhoHasLooked() {
        var nobody = ServicePage.of(SCRIPTS, "A & <b>", Optional.empty(), Optional.empty());
        assertTrue(nobody.contains("<title>A &amp; &lt;b&gt;</title>"), nobody);
        assertTrue(nobody.contains("Nobody has played the transcripts for this page."), nobody);
        assertFalse(nobody.contains("<script"), nobody);
        assertTrue(nobody.contains("10 / 1 SMS"), "the longest of S1");
        assertTrue(nobody.contains("opened by FK 付款 (+ amount)"), nobody);
        var all = ServicePage.of(SCRIPTS, "A", Optional.of(Set.of()), Optional.of(List.of()));
        assertTrue(all.contains("Transcripts walk every way."), all);
        assertFalse(all.contains("<ul class=\"missing\">"), all);
        var some = ServicePage.of(SCRIPTS, "A", Optional.of(Set.of()), Optional.of(List.of("send.pin answer")));
        assertTrue(some.contains("1 ways are walked by no transcript"), some);
        assertTrue(some.contains("<li>send.pin answer</li>"), some);
    }

    /** Also for a step of which only outcomes say something, and for one that says nothing. */
    @Test
    void everyStepOfAPictureLeadsToOnePlaceOfThePage() {
        var page = ServicePage.of(SCRIPTS, "A", Optional.empty(), Optional.empty());
        var places = Pattern.compile(" id=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(places.stream().distinct().toList(), places);
        var leads = Pattern.compile("href=\"#([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(leads.contains("send-look"), leads.toString());
        leads.removeAll(places);
        assertEquals(Set.of(), leads);
    }

    @Test
    void everythingIsFoundWhereItIsSaid() {
        var places = Sayings.of(SCRIPTS, dialog("send")).keySet();
        assertTrue(
                places.containsAll(List.of(
                        "look.nobody", "amount", "amount.not_amount", "pin", "pin.not_pin", "send.ok", "send.unknown")),
                places.toString());
        assertFalse(places.contains("look.ok"), "nothing is said there");
        assertFalse(places.contains("late"), places.toString());
        var called = Sayings.of(SCRIPTS, dialog(voice())).keySet();
        assertTrue(
                called.containsAll(List.of("main", "list.ok", "over", "no_input", "no_match", "give_up", "closing")),
                called.toString());
        var common = Sayings.common(SCRIPTS).keySet();
        assertTrue(common.containsAll(List.of("unknown", "fault", "help", "notice.sent")), common.toString());
    }

    @Test
    void aTextIsShownAsItIsSentWithValuesGivenOrMadeUp() {
        var given = rendered(SCRIPTS, "send", "send.ok", Map.of("key", "abc12345"));
        assertEquals("S1 zh: 成功abc12345", given.get(0));
        assertTrue(
                given.get(1).startsWith("    10 characters, ") && given.get(1).endsWith(", 1 message"), given.get(1));
        assertEquals(4, given.size());
        assertEquals(given, rendered(SCRIPTS, "send", "S1", Map.of("key", "abc12345")));
        var made = rendered(SCRIPTS, "send", "amount", Map.of());
        assertEquals("zh: 有100.00元", made.get(0));
        assertTrue(made.get(1).endsWith("; made up: cash=100.00"), made.get(1));
        var spoken = rendered(SCRIPTS, voice(), "main", Map.of());
        assertEquals("    2 characters, spoken", spoken.get(1));
        var listed = rendered(SCRIPTS, voice(), "list.ok", Map.of());
        assertEquals("zh: 明细", listed.get(0));
    }

    private static List<String> rendered(Scripts scripts, String dialog, String place, Map<String, String> given) {
        return Rendering.of(scripts, dialog, place, given).stream()
                .flatMap(text -> text.lines().stream())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "send, send.okay, '', nothing is said at \"send.okay\" of send",
        "send, S2, '', nothing is said at \"S2\" of send",
        "send, look.ok, '', nothing is said at \"look.ok\" of send",
        "send, send.ok, kye, no text of send.ok has <kye>",
        "send, pin, key, no text of pin has <key>; they have no values"
    })
    void aPlaceOrValueThatIsNoneIsRefused(String dialog, String place, String value, String message) {
        Map<String, String> given = value.isEmpty() ? Map.of() : Map.of(value, "1");
        var refused = assertThrows(IllegalArgumentException.class, () -> Rendering.of(SCRIPTS, dialog, place, given));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }

    @Test
    void anActionIsListedWithWhatItNeedsAndHowItEnds() throws Exception {
        var list = new ActionList(SmallFiles.CATALOGUE);
        assertEquals(Set.of("look", "send", "list"), list.names());
        var lines = list.lines(Set.of("send"));
        assertEquals("send (moves money)", lines.get(0));
        assertEquals("  needs amount, pin (secret, may be empty)", lines.get(1));
        assertTrue(lines.get(2).startsWith("  ok: <key> ") && lines.get(2).endsWith(" of 8, secret"), lines.get(2));
        assertEquals("  unknown", lines.get(3));
        assertEquals(4, lines.size());
        var others = list.lines(Set.of("look", "list"));
        assertEquals("look", others.get(0));
        assertTrue(
                others.stream().anyMatch(line -> line.startsWith("    line line: <sum> money of ")), others.toString());
        assertEquals(List.of(), list.lines(Set.of()));

        var json = new ObjectMapper().readTree(list.json(Set.of("send", "list")));
        assertEquals(2, json.size());
        var send = json.get(0).get("name").asText().equals("send") ? json.get(0) : json.get(1);
        var other = send == json.get(0) ? json.get(1) : json.get(0);
        assertTrue(send.get("money").asBoolean());
        assertEquals(8, send.at("/outcomes/ok/outputs/key/width").asInt());
        assertTrue(send.at("/outcomes/ok/outputs/key/secret").asBoolean());
        assertTrue(send.at("/inputs/1/optional").asBoolean()
                && send.at("/inputs/1/secret").asBoolean());
        assertFalse(send.at("/outcomes/unknown").has("rows"));
        assertTrue(other.at("/outcomes/ok/rows/line/outputs/sum").isObject());
    }
}
