package cn.smspay.voice.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.base.ServiceNumber;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who calls and whom: the same table for SIP, FastAGI and VoiceXML, which all read with this. */
final class CallerIdTest {
    private static final List<ServiceNumber> OURS = List.of(new ServiceNumber("12588"), new ServiceNumber("10658888"));

    @ParameterizedTest
    @CsvSource({
        "13800000002",
        "+8613800000002",
        "8613800000002",
        "008613800000002",
        "013800000002",
        "+86013800000002",
        "+86 138-0000-0002",
        "(138)0000.0002",
        "tel:13800000002",
        "TEL:+8613800000002",
        "tel:+86-138-0000-0002",
        "tel:+8613800000002;ext=5;cpc=ordinary",
        "tel:13800000002;phone-context=+86",
        "tel:13800000002;phone-context=+86731",
        "tel:13800000002;phone-context=ims.example",
        "tel:13800000002;PHONE-CONTEXT=%2B86",
        "sip:13800000002@192.0.2.1:5060;user=phone",
        "sips:13800000002@h",
        "SIP:%2B8613800000002@h",
        "sip:%31%33800000002@h",
        "sip:+8613800000002;cpc=ordinary@ims.example;user=phone",
        "sip:13800000002;phone-context=+86@h;user=phone",
        "sip:13800000002:secret@h",
        "sip:013800000002@gw.example",
        "<sip:13800000002@h>",
        "A B <sip:13800000002@h>;party=calling",
        "'\"A\" <sip:13800000002@h>'",
        "'\"<sip:13800000003@x>\" <sip:13800000002@trunk.example>'",
        "'\"tel:13800000003\" <tel:13800000002>'",
        "'\"a \\\" <tel:13800000003>\" <tel:13800000002>'",
        "'\"13800000003, 13800000004\" <tel:13800000002>'",
        "13800000003 <tel:13800000002>",
        "'<sip:460001234567890@ims.example>, <tel:+8613800000002>'",
        "'<tel:+8613800000002>, <sip:+8613800000002@ims.example>'",
        "'<sip:alice@example.com>, <tel:13800000002>'",
        "'<sip:13800000003@h>, <tel:+8613800000002>'",
        "'<sip:02012345678@h>, <tel:008613800000002>'",
    })
    void readsTheCallersNumber(String address) {
        assertEquals("13800000002", CallerId.caller(List.of(address), NumberRules.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "anonymous",
        "unknown",
        "13800000002x",
        "1380000000２",
        "12",
        "sip:13800000002",
        "sip:anonymous@13800000002",
        "sip:alice;tel=13800000002@h",
        "sip:alice@h;x=13800000002",
        "sip:alice%4013800000002@h",
        "sip:13800000002%40evil.example@h",
        "sip:13800000002@evil@h",
        "sip:x:13800000002@h",
        "sip:13800000002%3Bx@h",
        "sip:%zz13800000002@h",
        "sip:%2@h",
        "mailto:13800000002@h",
        "tel:alice <13800000002>",
        "'\"Bob <tel:13800000002>'",
        "'\"Bob\" x <tel:13800000002>'",
        "<tel:13800000003><tel:13800000002>",
        "<tel:13800000002",
        "sip:13800000003@h;a=<sip:13800000002@h>",
        "'<tel:13800000002>, <tel:13800000003>'",
        "'<tel:+8613800000002>, <sip:+8613800000003@h>'",
        "'tel:13800000003,tel:13800000002'",
    })
    void takesNothingElseForANumber(String address) {
        assertEquals("", CallerId.caller(List.of(address), NumberRules.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "+13800000002, +13800000002",
        "0013800000002, 0013800000002",
        "tel:13800000002;phone-context=+1, +113800000002",
        "tel:00000002;phone-context=+86138, 00000002",
        "sip:02012345678@gw.example, 02012345678",
        "tel:460001234567890, 460001234567890"
    })
    void neverMakesASubscribersNumberOfAnother(String address, String number) {
        assertEquals(number, CallerId.caller(List.of(address), NumberRules.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 13800000002",
        "none, 13800000002",
        "header, 13800000002",
        "history-id, 13800000002",
        "id, ''",
        "ID, ''",
        "user, ''",
        "'header;id', ''",
        "'critical; id', ''",
    })
    void doesNotShowWhoWishesNotToBeShown(String privacy, String caller) {
        assertEquals(
                caller, CallerId.asserted(List.of("<tel:+8613800000002>"), List.of("none", privacy), NumberRules.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "12588",
        "+8612588",
        "8612588",
        "008612588",
        "012588",
        "tel:12588",
        "TEL:+86-12588",
        "tel:12588;phone-context=+86",
        "sip:12588@10.0.0.1:5060",
        "sip:12588;phone-context=+86@10.0.0.1;user=phone",
        "sip:12588;cpc=ordinary@h",
        "sip:%2B8612588@h",
        "'\"10658888\" <sip:12588@h>'",
    })
    void readsTheDialledNumber(String address) {
        assertEquals(
                "12588",
                CallerId.dialled(address, OURS, NumberRules.NONE).orElseThrow().digits());
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "s",
        "12589",
        "125880",
        "+112588",
        "tel:12588;phone-context=+1",
        "073112588",
        "sip:10.0.0.1",
        "sip:x@12588",
    })
    void knowsNoNumberThatIsNotOurs(String address) {
        assertEquals(true, CallerId.dialled(address, OURS, NumberRules.NONE).isEmpty());
    }

    @Test
    void readsNumbersAsTheRulesOfATrunkSay() {
        var rules = new NumberRules(List.of(
                new NumberRules.Rule(NumberRules.Of.DIALLED, "0731", ""),
                new NumberRules.Rule(NumberRules.Of.CALLER, "9", ""),
                new NumberRules.Rule(NumberRules.Of.CALLER, "9", "1"),
                new NumberRules.Rule(NumberRules.Of.BOTH, "00", "+")));

        assertEquals(
                "12588",
                CallerId.dialled("sip:073112588@h", OURS, rules).orElseThrow().digits());
        assertEquals(
                "12588",
                CallerId.dialled("sip:008612588@h", OURS, rules).orElseThrow().digits());
        assertEquals("13800000002", CallerId.caller(List.of("sip:913800000002@h"), rules));
        assertEquals("073113800000002", CallerId.caller(List.of("sip:073113800000002@h"), rules));
        assertEquals("", CallerId.caller(List.of("sip:alice@h"), rules));
    }

    @ParameterizedTest
    @CsvSource({"x, ''", "'', 1-2", "'', ''", "12, 12", "1234567890123456, ''"})
    void refusesRulesThatMakeNoSense(String strip, String add) {
        assertThrows(IllegalArgumentException.class, () -> new NumberRules.Rule(NumberRules.Of.BOTH, strip, add));
    }
}
