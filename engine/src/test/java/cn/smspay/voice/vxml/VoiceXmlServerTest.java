package cn.smspay.voice.vxml;

import static cn.smspay.voice.call.PlannedDesk.collect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.talk.script.ValueKind;
import cn.smspay.testing.LogOracle;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.Touch;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRecord;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.NumberRules;
import cn.smspay.voice.call.PlannedDesk;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.speech.Speech;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/**
 * A voice platform over HTTP: what {@link VoiceXmlHandler} takes and refuses, and how {@link VoiceXmlCalls} counts pages, repeats and
 * ends calls.
 */
final class VoiceXmlServerTest {
    private static SpokenVoice voice;

    private final PlannedDesk desk = new PlannedDesk();
    private final TestClock clock = new TestClock();
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<CallRecord> records = new LinkedBlockingQueue<>();
    private final CallFigures figures = new CallFigures();
    private VoiceXmlServer server;

    @BeforeAll
    static void load() {
        voice = new SpokenVoice(
                Speech.load(Path.of(System.getProperty("smspay.root", ".."), "ivr-scripts", "prompts")));
    }

    @BeforeEach
    void open() {
        server = open("127.0.0.1", 10);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void asksWithRecordingsTextsAndAGrammarOfKeys() throws Exception {
        var amount = Map.of("a", new Spoken.Value(ValueKind.MONEY, "2.50"));
        var say = new Spoken("zh", "现金账户<a>元。", amount);
        desk.then(new VoiceTurn(List.of(say), collect(18, '#')));

        var response = start("13800000001");

        assertEquals(200, response.statusCode());
        assertEquals("application/voicexml+xml; charset=UTF-8", header(response, "content-type"));
        assertEquals("no-store", header(response, "cache-control"));
        assertEquals("call from [13800000001] to 12588", desk.heard());
        var page = read(response.body());
        assertEquals("2.1", page.getDocumentElement().getAttribute("version"));
        assertEquals("zh-CN", page.getDocumentElement().getAttribute("xml:lang"));
        assertEquals(
                List.of(
                        "/vxml/prompts/ivr/cash-account.wav 现金账户",
                        "/vxml/prompts/digits/pair.wav 两",
                        "/vxml/prompts/currency/yuan.wav 元",
                        "/vxml/prompts/digits/5.wav 五",
                        "/vxml/prompts/currency/jiao.wav 角"),
                within(prompt(page), "audio").stream()
                        .map(audio -> audio.getAttribute("src") + " " + audio.getTextContent())
                        .toList());
        assertEquals("5000ms", prompt(page).getAttribute("timeout"));
        assertEquals("true", prompt(page).getAttribute("bargein"));
        assertEquals("#", property(page, "termchar"));
        assertEquals("3000ms", property(page, "interdigittimeout"));
        assertEquals("dtmf", property(page, "inputmodes"));
        assertEquals("dtmf", one(page, "grammar").getAttribute("mode"));
        assertEquals("http://www.w3.org/2001/vxml", one(page, "grammar").getNamespaceURI());
        var items = all(page, "item");
        assertEquals("1-18", items.get(0).getAttribute("repeat"));
        assertEquals("0123456789*", one(page, "one-of").getTextContent());
    }

    @Test
    void allowsThePoundKeyWhereItEndsNothing() throws Exception {
        desk.then(collect(1, ' '), "您好。");

        var page = read(start("13800000001").body());

        assertEquals("", property(page, "termchar"));
        assertEquals("0123456789*#", one(page, "one-of").getTextContent());
        assertEquals("1", all(page, "item").get(0).getAttribute("repeat"));
    }

    @Test
    void sendsWhatWasKeyedInByPostNeverInAnAddress() throws Exception {
        desk.then(collect(6, '#'), "您好。");

        var page = read(start("13800000001").body());

        assertEquals("post", one(read(get("/vxml").body()), "submit").getAttribute("method"));
        for (var submit : all(page, "submit")) {
            assertEquals("post", submit.getAttribute("method"));
            assertEquals("/vxml/next", submit.getAttribute("next"));
        }
        assertEquals("call turn event keys", submitIn(one(page, "filled")).getAttribute("namelist"));
    }

    @ParameterizedTest
    @CsvSource({
        "event=keys&keys=123456, keys 123456",
        "event=keys&keys=1+2+3, keys 123",
        "event=keys&keys=dtmf-1+dtmf-star+dtmf-pound, keys 1*#",
        "event=keys&keys=%2A%23, keys *#",
        "event=nomatch, 'keys '",
        "event=silence, silence"
    })
    void tellsTheDeskWhatTheCallerDid(String form, String heard) throws Exception {
        desk.then(collect(6, '#')).then(collect(1, ' '), "再见。");
        var page = start("13800000001").body();
        desk.heard();

        var next = next(page, form);

        assertEquals(200, next.statusCode());
        assertEquals(heard, desk.heard());
        assertEquals("'2'", variable(read(next.body()), "turn"));
    }

    @Test
    void givesTheSamePageToARequestThatIsSentTwice() throws Exception {
        desk.then(collect(6, '#')).then(collect(1, ' '), "再见。");
        var first = start("13800000001").body();
        var again = start("13800000001").body();
        desk.heard();

        var second = next(first, "event=keys&keys=1").body();
        var repeated = next(first, "event=keys&keys=1").body();

        assertEquals(first, again);
        assertEquals(second, repeated);
        assertEquals("keys 1", desk.heard());
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void letsARepeatedRequestWaitForThePageThatIsBeingMade() throws Exception {
        desk.then(collect(6, '#'));
        var turn = desk.later();
        var first = start("13800000001").body();
        desk.heard();

        var one = http.sendAsync(post(first, "event=keys&keys=1"), BodyHandlers.ofString());
        desk.heard();
        var two = http.sendAsync(post(first, "event=keys&keys=1"), BodyHandlers.ofString());
        turn.complete(new VoiceTurn(List.of(), new VoiceNext.HangUp()));

        assertEquals(one.get().body(), two.get().body());
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void refusesAnswersToOtherPages() throws Exception {
        desk.then(collect(6, '#')).then(collect(1, ' ')).then(collect(1, ' '));
        var first = start("13800000001").body();
        var second = next(first, "event=keys&keys=1").body();
        next(second, "event=keys&keys=2");

        assertEquals(409, next(first, "event=keys&keys=3").statusCode());
        assertEquals(409, next(first.replace("'1'", "'7'"), "event=keys&keys=3").statusCode());
        assertEquals(409, start("13800000001").statusCode());
    }

    @Test
    void saysGoodbyeAndForgetsTheCall() throws Exception {
        desk.then(new VoiceNext.HangUp(), "再见。");

        var page = start("13800000001").body();

        assertEquals("false", prompt(read(page)).getAttribute("bargein"));
        assertEquals(2, all(read(page), "disconnect").size());
        desk.heard();
        clock.turn(Duration.ofSeconds(31));
        get("/vxml");
        assertEquals(0, server.calls());
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void givesALastPageToNoOtherStart() throws Exception {
        desk.then(new VoiceNext.HangUp(), "再见。").then(collect(1, ' '), "您好。");

        start("13800000001");
        var again = start("13800000001").body();

        assertEquals("您好", prompt(read(again)).getTextContent().substring(0, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "s1, 13800000009, 12588, 13800000009",
        "s1, anonymous, 12588, ''",
        "s1, 13000000012, 12588, 13000000012",
        "s2, 13800000001, 12588, 13800000001",
        "s1, 13800000001, 12589, 13800000001"
    })
    void beginsAnotherCallForAStartThatDiffersInAnything(String session, String caller, String dialled, String number)
            throws Exception {
        desk.then(collect(1, ' ')).then(collect(1, ' ')).then(collect(1, ' '));
        var first = start("13800000001").body();
        desk.heard();

        var second = get("/vxml/start?session=" + session + "&caller=" + caller + "&dialled=" + dialled)
                .body();

        assertEquals("call from [" + number + "] to " + dialled, desk.heard());
        assertNotEquals(variable(read(first), "call"), variable(read(second), "call"));
        next(second, "event=hangup");
        assertEquals("hung up", desk.heard());
        assertEquals(200, next(first, "event=keys&keys=1").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sess%20x", "%7BA1B2-C3%7D", "a/b?c", "%E8%AF%9D", "'%3C%3E%22%26%5C"})
    void takesEveryPrintableNameOfACall(String session) throws Exception {
        desk.then(collect(1, ' '));

        var page = get("/vxml/start?session=" + session + "&caller=13800000001&dialled=12588");

        assertEquals(200, page.statusCode());
        assertEquals(200, next(page.body(), "event=hangup").statusCode());
    }

    @Test
    void takesAStartByPostSoThatNobodyReadsTheCallerInAnAddress() throws Exception {
        desk.then(collect(1, ' '));

        var page = http.send(
                request("/vxml/start")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("session=s1&caller=tel%3A%2B8613800000001&dialled=tel%3A12588"))
                        .build(),
                BodyHandlers.ofString());

        assertEquals(200, page.statusCode());
        assertEquals("call from [13800000001] to 12588", desk.heard());
    }

    @Test
    void apologisesWhenThePlatformCannotGoOnAndEndsTheCall() throws Exception {
        desk.then(collect(1, ' '), "您好。");
        var page = start("13800000001").body();
        desk.heard();

        var caught = all(read(page), "catch").stream()
                .filter(each -> each.getAttribute("event").equals("error"))
                .toList();
        assertEquals("感谢您的来电再见", caught.get(0).getTextContent());
        assertEquals("'error'", within(caught.get(0), "assign").get(0).getAttribute("expr"));
        assertEquals("2", caught.get(1).getAttribute("count"));
        assertEquals(1, within(caught.get(1), "disconnect").size());
        assertEquals(200, next(page, "event=error").statusCode());

        assertEquals("hung up", desk.heard());
        assertEquals(CallResult.FAULT, record().result());
        assertEquals(404, next(page, "event=keys&keys=1").statusCode());
    }

    @Test
    void takesSoManyCallsOfOneCallerAndForgetsThoseThatAreOver() throws Exception {
        for (int i = 0; i < 4; i++) {
            desk.then(collect(1, ' '));
        }
        var first = startAs("s1", "13800000001").body();
        startAs("s2", "13800000001");

        var third = startAs("s3", "13800000001");

        assertEquals(429, third.statusCode());
        assertEquals("10", header(third, "retry-after"));
        assertEquals(200, startAs("s3", "13800000002").statusCode());
        next(first, "event=hangup");
        assertEquals(200, startAs("s4", "13800000001").statusCode());
        assertEquals(1, figures.refusals(CallRefusal.CALLER_BUSY));
    }

    @Test
    void saysGoodbyeToACallThatLastsTooLong() throws Exception {
        desk.then(collect(1, ' ')).then(collect(1, ' ')).then(collect(1, ' '));
        var page = start("13800000001").body();
        desk.heard();
        for (int i = 0; i < 2; i++) {
            clock.turn(Duration.ofMinutes(4));
            page = next(page, "event=silence").body();
            desk.heard();
        }
        clock.turn(Duration.ofMinutes(3));

        var last = read(next(page, "event=silence").body());

        assertEquals("感谢您的来电再见", prompt(last).getTextContent());
        assertEquals("hung up", desk.heard());
        assertEquals(CallResult.TOO_LONG, record().result());
    }

    @Test
    void saysGoodbyeOnTheNextPageWhenItStops() throws Exception {
        desk.then(collect(1, ' ')).then(collect(1, ' '), "您好。");
        var page = start("13800000001").body();
        desk.heard();
        var stopping = new Thread(() -> server.stop(Duration.ofMillis(1)));
        stopping.start();
        while (startAs("s2", "13800000002").statusCode() == 200) {
            desk.then(collect(1, ' '));
        }

        var last = next(page, "event=keys&keys=1");

        while (last.body().contains("<field")) {
            desk.then(collect(1, ' '), "您好。");
            last = next(last.body(), "event=keys&keys=1");
        }
        assertEquals("您好感谢您的来电再见", prompt(read(last.body())).getTextContent());
        stopping.join();
        assertEquals(CallResult.DRAINED, records.remove().result());
    }

    /** Ways to be taken for 13800000002: none succeeds, whatever becomes of the call. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "session=s1&caller=%22%3Csip:13800000002@x%3E%22%20%3Csip:13800000003@h%3E&dialled=12588",
                "session=s1&caller=sip:alice@13800000002&dialled=12588",
                "session=s1&caller=sip:alice;tel=13800000002@h&dialled=12588",
                "session=s1&caller=%2B13800000002&dialled=12588",
                "session=s1&caller=tel:13800000003,tel:13800000002&dialled=12588",
                "session=s1&caller=13800000003&caller=13800000002&dialled=12588",
                "session=s1&caller=13800000003%26caller=13800000002&dialled=12588",
                "session=s1&caller=anonymous&dialled=12588",
                "session=s1&Caller=13800000002&dialled=12588",
                "session=13800000002&caller=sip:13800000003@h&dialled=12588",
                "session=s1&caller=13800000003&dialled=12588&call=13800000002",
                "session=s1&dialled=12588"
            })
    void takesNoWordOfAPlatformForAnotherNumber(String start) throws Exception {
        desk.then(collect(1, ' '), "您好。").then(collect(1, ' ')).then(collect(1, ' '));
        var victim = read(startAs("s1", "13800000002").body());
        assertEquals("call from [13800000002] to 12588", desk.heard());

        var page = get("/vxml/start?" + start);

        assertTrue(desk.toldNothingMore() || !desk.heard().contains("[13800000002]"));
        assertTrue(page.statusCode() != 200 || !page.body().contains(variable(victim, "call")));
        assertEquals(
                404,
                next(
                                "<vxml xmlns='http://www.w3.org/2001/vxml'><var name='call' expr='s1'/><var name='turn' expr='1'/></vxml>",
                                "event=keys&keys=1")
                        .statusCode());
    }

    @ParameterizedTest
    @CsvSource({"BLIND, blind", "CONSULTATION, consultation", "BRIDGE, bridge"})
    void takesACallerBackWhomNoAgentAnswered(VoiceXmlSettings.HandOver how, String type) throws Exception {
        server.close();
        server = open("127.0.0.1", 10, how);
        desk.then(new VoiceNext.Transfer("10086"), "正在为您转接。").then(collect(1, ' '), "您好。");
        var page = start("13800000001").body();
        desk.heard();

        assertEquals(type, one(read(page), "transfer").getAttribute("type"));
        assertEquals("'failed'", variable(read(page), "event"));
        assertEquals(409, next(page, "event=keys&keys=1").statusCode());
        var menu = next(page, "event=failed");

        assertEquals("not handed over", desk.heard());
        assertEquals(1, all(read(menu.body()), "field").size());
        assertEquals(409, next(menu.body(), "event=failed").statusCode());
    }

    @Test
    void recordsWhoWasHandedOverOnceThePlatformSaysSoOrNothingMore() throws Exception {
        desk.then(new VoiceNext.Transfer("10086")).then(new VoiceNext.Transfer("10086"));
        next(start("13800000001").body(), "event=handedover");
        assertEquals(CallResult.TRANSFERRED, records.remove().result());

        startAs("s2", "13800000001");
        clock.turn(Duration.ofMinutes(6));
        get("/vxml");

        assertEquals(CallResult.TRANSFERRED, records.remove().result());
        assertEquals(0, figures.callsNow());
    }

    @Test
    void waitsForNoOtherKeyAfterOneThatAnswersAlone() throws Exception {
        desk.then(new VoiceNext.Collect(18, '#', '*', Duration.ofSeconds(5), Duration.ofSeconds(3), true), "您好。");

        var page = read(start("13800000001").body());

        var choices = all(page, "one-of");
        assertEquals("*", choices.get(0).getFirstChild().getTextContent());
        assertEquals("0123456789", choices.get(1).getTextContent());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /vxml/start?session=%zz",
        "GET, /vxml/start?session=s&caller=%2&dialled=12588",
        "GET, /vxml/start?session=s&caller=13800000001&caller=13800000002&dialled=12588",
        "GET, /vxml/%zz",
        "POST, call=%zz&turn=1&event=keys",
        "POST, call=x&turn=1&event=keys&keys=%",
        "POST, call=x&turn=1&turn=2&event=keys&keys=1"
    })
    void refusesWhatCannotBeReadInOneWayOnly(String method, String what) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5000);
            boolean post = method.equals("POST");
            var request = post
                    ? "POST /vxml/next HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + what.length()
                            + "\r\n\r\n" + what
                    : "GET " + what + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes("US-ASCII"));

            assertTrue(new String(socket.getInputStream().readAllBytes(), "US-ASCII").startsWith("HTTP/1.1 400"));
        }
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void tellsCachesWhatTheyNeedToKnowOfARecording() throws Exception {
        var path = "/vxml/prompts/digits/7.wav";
        var whole = http.send(request(path).build(), BodyHandlers.ofByteArray());
        var tag = header(whole, "etag");
        var since = header(whole, "last-modified");

        var head =
                http.send(request(path).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray());

        assertEquals(200, head.statusCode());
        assertEquals(0, head.body().length);
        assertEquals(header(whole, "content-length"), header(head, "content-length"));
        assertEquals(304, conditional(path, "If-None-Match", tag));
        assertEquals(304, conditional(path, "If-None-Match", "\"x\", W/" + tag));
        assertEquals(200, conditional(path, "If-None-Match", "\"x\""));
        assertEquals(304, conditional(path, "If-Modified-Since", since));
        assertEquals(200, conditional(path, "If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"));
        assertEquals(200, conditional(path, "If-Modified-Since", "yesterday"));
        assertEquals(since, header(head, "date"));
    }

    private int conditional(String path, String header, String value) throws Exception {
        var response = http.send(request(path).header(header, value).build(), BodyHandlers.ofByteArray());
        assertEquals(response.statusCode() == 200, response.body().length > 0);
        return response.statusCode();
    }

    @Test
    void namesTheMethodsThatItTakes() throws Exception {
        var deleted = http.send(request("/vxml/start").DELETE().build(), BodyHandlers.ofString());

        assertEquals(405, deleted.statusCode());
        assertEquals("GET, POST", header(deleted, "allow"));
        assertEquals("POST", header(get("/vxml/next"), "allow"));
    }

    @Test
    void handsACallerOverToTheConfiguredAgentAlone() throws Exception {
        desk.then(new VoiceNext.Transfer("10086"), "正在为您转接。").then(new VoiceNext.Transfer("0013800000001"));

        var page = read(start("13800000001").body());
        var refused = read(startAs("s2", "13800000002").body());

        assertEquals("tel:10086", one(page, "transfer").getAttribute("dest"));
        assertEquals("blind", one(page, "transfer").getAttribute("type"));
        assertEquals(0, all(refused, "transfer").size());
        assertEquals(1, all(refused, "disconnect").size());
    }

    @Test
    void tellsTheDeskOnceThatACallerHungUp() throws Exception {
        desk.then(collect(1, ' '));
        var page = start("13800000001").body();
        desk.heard();

        var first = next(page, "event=hangup");
        var second = next(page, "event=hangup");

        assertEquals("hung up", desk.heard());
        assertEquals(1, all(read(first.body()), "exit").size());
        assertEquals(first.body(), second.body());
        assertTrue(desk.toldNothingMore());
        assertEquals(404, next(page, "event=keys&keys=1").statusCode());
    }

    @Test
    void endsCallsOfWhichNothingWasHeard() throws Exception {
        desk.then(collect(1, ' ')).then(collect(1, ' '));
        var page = start("13800000001").body();
        desk.heard();
        clock.turn(Duration.ofMinutes(4));
        var second = next(page, "event=silence").body();
        desk.heard();
        clock.turn(Duration.ofMinutes(4));
        get("/vxml");
        assertEquals(1, server.calls());

        clock.turn(Duration.ofMinutes(2));
        var late = next(second, "event=keys&keys=1");

        assertEquals("hung up", desk.heard());
        assertEquals(404, late.statusCode());
    }

    @Test
    void endsTheCallWhenTheDeskFailsOrSaysWhatCannotBeSpoken() throws Exception {
        desk.later().completeExceptionally(new IllegalStateException("broken"));
        desk.then(collect(1, ' '), "余额<a>元。");

        var failed = read(start("13800000001").body());
        var unspoken = read(get("/vxml/start?session=s2&caller=1&dialled=12588").body());

        assertEquals(0, all(failed, "field").size());
        assertEquals("感谢您的来电再见", prompt(failed).getTextContent());
        assertEquals("感谢您的来电再见", prompt(unspoken).getTextContent());
    }

    @ParameterizedTest
    @CsvSource({
        "13800000001, 13800000001",
        "%2B8613800000001, 13800000001",
        "tel:%2B8613800000001, 13800000001",
        "sip:13800000001@192.0.2.1;user=phone, 13800000001",
        "anonymous, ''",
        "sip:anonymous@anonymous.invalid, ''",
        "'', ''",
        "13800000001x, ''",
        "TEL:13800000001, 13800000001",
        "tel:%2B86-138-0000-0001, 13800000001",
        "sip:%252B8613800000001@h, 13800000001",
        "sip:013800000001@h, 13800000001",
        "%22A%22%20%3Csip:13800000001@h%3E, 13800000001",
        "%22%3Csip:13800000002@h%3E%22%20%3Csip:13800000001@h%3E, 13800000001",
    })
    void readsTheCallersNumber(String caller, String number) throws Exception {
        desk.then(new VoiceNext.HangUp());

        start(caller);

        assertEquals("call from [" + number + "] to 12588", desk.heard());
    }

    @ParameterizedTest
    @CsvSource({
        "/vxml/start?caller=1&dialled=12588, 400",
        "/vxml/start?session=a%0Ab&dialled=12588, 400",
        "/vxml/start?session=s&dialled=12, 400",
        "/vxml/start?session=s&dialled=x, 400",
        "/vxml/start?session=s&dialled=12587, 404",
        "/vxml/next, 405",
        "/vxml/prompts/ivr/unknown.wav, 404",
        "/vxml/prompts/../prompts.yaml, 404",
        "/vxml/prompts/..%2f..%2fpom.wav, 404",
        "/, 404"
    })
    void refusesRequestsThatMakeNoSense(String path, int status) throws Exception {
        assertEquals(status, get(path).statusCode());
        assertTrue(desk.toldNothingMore());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event=keys&keys=abc",
                "event=keys&keys=11111111111111111111111111111111111111111",
                "event=other",
                "keys=1",
                "event=keys&keys=%ff%fe"
            })
    void refusesAnswersThatNoPageAsksFor(String form) throws Exception {
        desk.then(collect(6, '#'));
        var page = start("13800000001").body();
        desk.heard();

        assertEquals(400, next(page, form).statusCode());
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void closesTheConnectionOfWhatIsNoHttp() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write("\u0001\u0002 x\r\n\r\n".getBytes("US-ASCII"));

            assertTrue(new String(socket.getInputStream().readAllBytes(), "US-ASCII").startsWith("HTTP/1.0 400"));
        }
    }

    @Test
    void answersRequestsSentAtOnceInTheirOrder() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5000);
            var get = "GET /vxml/prompts/digits/%s.wav HTTP/1.1\r\nHost: x\r\n%s\r\n";
            var all =
                    get.formatted("none", "") + get.formatted("7", "") + get.formatted("none", "Connection: close\r\n");
            socket.getOutputStream().write(all.getBytes("US-ASCII"));

            var answers = new String(socket.getInputStream().readAllBytes(), "ISO-8859-1");

            assertEquals(
                    List.of("404", "200", "404"),
                    java.util.regex.Pattern.compile("HTTP/1.1 ([0-9]{3})")
                            .matcher(answers)
                            .results()
                            .map(found -> found.group(1))
                            .toList());
        }
    }

    @Test
    void servesTheRecordings() throws Exception {
        var sound = http.send(request("/vxml/prompts/digits/7.wav").build(), BodyHandlers.ofByteArray());

        assertEquals("audio/x-wav", header(sound, "content-type"));
        assertEquals("RIFF", new String(sound.body(), 0, 4, "US-ASCII"));
        assertTrue(sound.body().length > 1000);
    }

    @Test
    void offersAPageThatFindsOutWhoCalls() throws Exception {
        var page = read(get("/vxml").body());

        assertEquals("session.connection.remote.uri", variable(page, "caller"));
        assertEquals("session.connection.local.uri", variable(page, "dialled"));
        assertEquals("session caller dialled", one(page, "submit").getAttribute("namelist"));
    }

    @Test
    void refusesStrangersAndMoreCallsThanItMayTake() throws Exception {
        server.close();
        server = open("192.0.2.1", 10);
        assertThrows(IOException.class, () -> start("13800000001"));

        server.close();
        server = open("127.0.0.1", 1);
        desk.then(collect(1, ' '));
        assertEquals(200, start("13800000001").statusCode());
        assertEquals(503, get("/vxml/start?session=s2&caller=1&dialled=12588").statusCode());
    }

    @Test
    void endsTheCallsWhenItCloses() throws Exception {
        desk.then(collect(1, ' '));
        start("13800000001");
        desk.heard();

        server.close();

        assertEquals("hung up", desk.heard());
    }

    private CallRecord record() {
        var record = records.remove();
        assertEquals(0, figures.callsNow());
        assertEquals(1, figures.endings(record.result()));
        return record;
    }

    @Test
    void recordsACallWhenItHasGivenItsLastPage() throws Exception {
        desk.then(collect(1, ' '), "您好。").then(new VoiceNext.HangUp(), "再见。");
        var start = clock.instant();
        var menu = start("%2B8613800000001").body();
        assertEquals(1, figures.callsNow());
        clock.turn(Duration.ofSeconds(9));
        next(menu, "event=keys&keys=1");

        var record = record();
        assertEquals(
                new CallRecord(
                        record.id(),
                        "s1",
                        "13800000001",
                        "12588",
                        "vxml:127.0.0.1",
                        start,
                        start,
                        start.plusSeconds(9),
                        9000,
                        "menu",
                        CallResult.COMPLETED,
                        CallRecord.HungUpBy.SERVICE,
                        null,
                        "",
                        "NONE",
                        0,
                        0,
                        null,
                        null),
                record);
        assertEquals(1, figures.answered());
        server.close();
        assertTrue(records.isEmpty());
    }

    /** Whatever comes over HTTP is answered or hung up on, and not a word of it reaches the log. */
    @Test
    void survivesRequestsThatChanceHasTouched() throws Exception {
        long seed = Long.getLong("smspay.vxml.seed", new Random().nextLong());
        var random = new Random(seed);
        var body = "call=" + LogOracle.CANARY + "&turn=1&event=keys&keys=123456" + LogOracle.CANARY;
        var requests = List.of(
                "GET /vxml/start?session=" + LogOracle.CANARY
                        + "&caller=13800000001&dialled=12588 HTTP/1.1\r\nHost: a\r\n" + "Connection: close\r\nX-Y: "
                        + LogOracle.CANARY + "\r\n\r\n",
                "POST /vxml/next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\n\r\n"
                        + body,
                "GET /vxml/prompts/" + LogOracle.CANARY + ".wav HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        try (var log = LogOracle.listen()) {
            for (int i = 0; i < 400; i++) {
                desk.then(collect(3, '#'), "您好。").then(collect(3, '#'), "您好。");
            }
            for (int i = 0; i < 400; i++) {
                var request = requests.get(random.nextInt(requests.size()));
                try (var socket = new Socket("127.0.0.1", server.port())) {
                    socket.getOutputStream().write(Touch.of(request.getBytes(StandardCharsets.UTF_8), random));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (SocketException e) {
                    // Hung up on in the middle, as it may be.
                    assertTrue(i >= 0);
                }
            }
            assertEquals(200, get("/vxml").statusCode(), "seed " + seed);
            assertEquals(0, figures.faults(), "seed " + seed + " " + log.lines());
        }
    }

    @Test
    void recordsThatTheCallerHungUp() throws Exception {
        desk.then(collect(1, ' '), "您好。");
        next(start("13800000001").body(), "event=hangup");

        var record = record();
        assertEquals(CallResult.CALLER_HUNG_UP, record.result());
        assertEquals(CallRecord.HungUpBy.CALLER, record.hungUpBy());
    }

    @Test
    void recordsThatNothingMoreWasHeard() throws Exception {
        desk.then(collect(1, ' '), "您好。");
        start("13800000001");
        clock.turn(Duration.ofMinutes(6));
        get("/vxml");

        assertEquals(CallResult.SESSION_EXPIRED, record().result());
    }

    @Test
    void recordsCallsThatEndBecauseItStops() throws Exception {
        desk.then(collect(1, ' '), "您好。");
        start("13800000001");
        server.close();

        assertEquals(CallResult.DRAINED, record().result());
    }

    @Test
    void writesPagesThatVoiceXmlAllows() throws Exception {
        desk.then(collect(6, '#'), "您好。", "再见。")
                .then(collect(1, ' '))
                .then(new VoiceNext.Transfer("10086"), "正在为您转接。")
                .then(new VoiceNext.HangUp(), "再见。");
        var pages = new ArrayList<String>(
                List.of(get("/vxml").body(), start("13800000001").body()));
        pages.add(next(pages.get(1), "event=keys&keys=1").body());
        pages.add(next(pages.get(2), "event=silence").body());
        pages.add(get("/vxml/start?session=s2&caller=1&dialled=12588").body());
        pages.add(next(pages.get(1), "event=hangup").body());
        pages.add(next(pages.get(1), "event=error").body());
        desk.then(new VoiceNext.Collect(18, '#', '*', Duration.ofSeconds(5), Duration.ofSeconds(3), true))
                .then(new VoiceNext.Transfer("10000"), "您好。");
        pages.add(startAs("s3", "13800000003").body());
        pages.add(next(pages.get(pages.size() - 1), "event=keys&keys=1").body());
        for (var how : VoiceXmlSettings.HandOver.values()) {
            server.close();
            server = open("127.0.0.1", 10, how);
            desk.then(new VoiceNext.Transfer("10086"), "正在为您转接。");
            pages.add(start("13800000001").body());
        }

        for (var page : pages) {
            assertEquals(List.of(), VoiceXmlRules.faults(page), page);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<form id=\"turn\">           | <form id=\"keys\">               | two elements have the id keys",
                "bargein=\"true\"             | bargein=\"yes\"                  | bargein may not be yes",
                "timeout=\"5000ms\"           | timeout=\"5000\"                 | timeout may not be 5000",
                "<field name=\"keys\">        | <field name=\"keys\" id=\"f\">   | <field> has no attribute id",
                "method=\"post\"              | method=\"put\"                   | method may not be put",
                "next=                        | target=                        | <submit> wants one of [expr, next]",
                "<disconnect/>                | <hangup/>                      | <hangup> is not known",
                "<noinput>                    | <noinput><block/>              | <block> may not stand in <noinput>",
                "<rule id=\"keys\"            | <rule                          | <rule> wants one of [id]",
                "<one-of>                     | <one-of>1                      | <one-of> may hold no text",
                "version=\"2.1\"              | version=\"3.0\"                | version may not be 3.0",
                "http://www.w3.org/2001/vxml  | http://example.com/vxml        | is not known in",
                "</vxml>                      | ''                             | no XML",
                "<var name=\"call\"           | <var name=\"the call\"         | name may not be the call",
                "interdigittimeout            | 'inter digit'                  | name may not be inter digit"
            })
    void aPageThatVoiceXmlDoesNotAllowIsSeen(String right, String wrong, String fault) throws Exception {
        desk.then(collect(6, '#'), "您好。");
        var page = start("13800000001").body();
        assertTrue(page.contains(right), page);

        var faults = VoiceXmlRules.faults(page.replace(right, wrong)).toString();

        assertTrue(faults.contains(fault), faults);
    }

    private VoiceXmlServer open(String peer, int calls) {
        return open(peer, calls, VoiceXmlSettings.HandOver.BLIND);
    }

    private VoiceXmlServer open(String peer, int calls, VoiceXmlSettings.HandOver handOver) {
        var settings = new VoiceXmlSettings(
                "127.0.0.1",
                0,
                List.of(peer),
                List.of(new ServiceNumber("12588"), new ServiceNumber("12589")),
                Map.of("10086", "tel:10086"),
                handOver,
                new CallSettings.CallCaps(
                        calls,
                        2,
                        1000,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)),
                NumberRules.NONE,
                Duration.ofMinutes(5));
        return new VoiceXmlServer(settings, desk, voice, clock, records::add, figures, new Random(12588));
    }

    private HttpResponse<String> startAs(String session, String caller) throws Exception {
        return get("/vxml/start?session=" + session + "&caller=" + caller + "&dialled=12588");
    }

    private HttpResponse<String> start(String caller) throws Exception {
        return get("/vxml/start?session=s1&caller=" + caller + "&dialled=12588");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(5));
    }

    /** What the platform would send from this page. */
    private HttpRequest post(String page, String form) throws Exception {
        var read = read(page);
        var body = "call=" + variable(read, "call").replace("'", "") + "&turn="
                + variable(read, "turn").replace("'", "") + '&' + form;
        return request("/vxml/next")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> next(String page, String form) throws Exception {
        return http.send(post(page, form), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static Document read(String xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var page = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        assertEquals("http://www.w3.org/2001/vxml", page.getDocumentElement().getNamespaceURI());
        return page;
    }

    private static List<Element> all(Document page, String name) {
        return within(page.getDocumentElement(), name);
    }

    /** What is spoken to the caller, and not only when something goes wrong. */
    private static Element prompt(Document page) {
        return within(one(page, "form"), "prompt").get(0);
    }

    private static List<Element> within(Element element, String name) {
        var nodes = element.getElementsByTagNameNS("*", name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Element one(Document page, String name) {
        var elements = all(page, name);
        assertEquals(1, elements.size(), "elements " + name);
        return elements.get(0);
    }

    private static Element submitIn(Element element) {
        return within(element, "submit").get(0);
    }

    private static String property(Document page, String name) {
        return attribute(page, "property", name, "value");
    }

    private static String variable(Document page, String name) {
        return attribute(page, "var", name, "expr");
    }

    private static String attribute(Document page, String element, String name, String attribute) {
        return all(page, element).stream()
                .filter(e -> e.getAttribute("name").equals(name))
                .findFirst()
                .orElseThrow()
                .getAttribute(attribute);
    }
}
