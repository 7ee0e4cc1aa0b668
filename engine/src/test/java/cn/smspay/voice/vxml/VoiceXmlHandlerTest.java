package cn.smspay.voice.vxml;

import static cn.smspay.voice.call.PlannedDesk.collect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceNumber;
import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.testing.TestClock;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRecord;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.CarriedCall;
import cn.smspay.voice.call.NumberRules;
import cn.smspay.voice.call.PlannedDesk;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.speech.Speech;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests that {@link VoiceXmlHandler} takes and refuses, over a door of its own. */
final class VoiceXmlHandlerTest {
    private static SpokenVoice voice;

    private final PlannedDesk desk = new PlannedDesk();
    private final TestClock clock = new TestClock();
    private final List<CallRecord> records = new CopyOnWriteArrayList<>();
    private final CallFigures figures = new CallFigures();
    private final HttpClient http = HttpClient.newHttpClient();
    private VoiceXmlCalls calls;
    private HttpServer door;

    @BeforeAll
    static void load() {
        voice = new SpokenVoice(
                Speech.load(Path.of(System.getProperty("smspay.root", ".."), "ivr-scripts", "prompts")));
    }

    @BeforeEach
    void open() throws IOException {
        var settings = new VoiceXmlSettings(
                "127.0.0.1",
                0,
                List.of("127.0.0.1"),
                List.of(new ServiceNumber("12588")),
                Map.of("10086", "tel:10086"),
                VoiceXmlSettings.HandOver.BLIND,
                new CallSettings.CallCaps(
                        2,
                        1,
                        1000,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)),
                NumberRules.NONE,
                Duration.ofMinutes(5));
        calls = new VoiceXmlCalls(
                settings, voice, new CarriedCall.CallBooks(desk, records::add, figures, clock), new Random(1));
        door = HttpServer.open(
                HttpSettings.loopback("vxml", 0),
                new VoiceXmlHandler(settings, calls, new Sounds(voice, clock)).routes(),
                Ticker.of(clock));
    }

    @AfterEach
    void close() {
        door.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return http.send(request(path).POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    private int start(String query) throws Exception {
        return get("/vxml/start?" + query).statusCode();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** A call at its first page; returns what it is called. */
    private String begun() throws Exception {
        desk.then(collect(6, '#'));
        assertEquals(200, start("session=s1&caller=13800000001&dialled=12588"));
        desk.heard();
        return figures.live().get(0).id();
    }

    @ParameterizedTest
    @CsvSource({
        "1, x, 200",
        "255, x, 200",
        "256, x, 400",
        "0, x, 400",
        "1, %0A, 400",
        "1, %00, 400",
        "1, %20, 200",
    })
    void aCallHasANameOfPrintableCharacters(int length, String character, int status) throws Exception {
        desk.then(collect(1, ' '));

        assertEquals(status, start("session=" + character.repeat(length) + "&caller=13800000001&dialled=12588"));
    }

    @ParameterizedTest
    @CsvSource({"dialled=12588, 200", "dialled=tel%3A12588, 200", "dialled=12589, 404", "dialled=, 400", "x=12588, 400"
    })
    void aCallIsForANumberOfOurs(String dialled, int status) throws Exception {
        desk.then(collect(1, ' '));

        assertEquals(status, start("session=s1&caller=13800000001&" + dialled));
    }

    @Test
    void aStartMayBePostedAndAnswersNoHead() throws Exception {
        desk.then(collect(1, ' '));
        assertEquals(
                200,
                post("/vxml/start", "session=s1&caller=13800000001&dialled=12588")
                        .statusCode());
        assertEquals("call from [13800000001] to 12588", desk.heard());

        var head = request("/vxml/start?session=s2&caller=13800000002&dialled=12588")
                .method("HEAD", BodyPublishers.noBody())
                .build();
        assertEquals(405, http.send(head, BodyHandlers.ofString()).statusCode());
        var entry = request("/vxml").method("HEAD", BodyPublishers.noBody()).build();
        assertEquals(200, http.send(entry, BodyHandlers.ofString()).statusCode());
        assertTrue(desk.toldNothingMore());
    }

    @ParameterizedTest
    @CsvSource({
        "keys, 123456, keys 123456",
        "keys, dtmf-star, keys *",
        "keys, '', 'keys '",
        "nomatch, 123, 'keys '",
        "silence, 123, silence",
        "hangup, '', hung up",
        "error, '', hung up",
        "handedover, '', hung up"
    })
    void eachEventIsOneThingToTheDesk(String event, String keys, String heard) throws Exception {
        var call = begun();
        desk.then(new VoiceNext.HangUp());

        var answer = post("/vxml/next", "call=" + call + "&turn=1&event=" + event + "&keys=" + keys);

        assertEquals(200, answer.statusCode());
        assertEquals(heard, desk.heard());
    }

    @ParameterizedTest
    @CsvSource({"hangup, CALLER_HUNG_UP", "error, FAULT", "handedover, TRANSFERRED"})
    void anEventThatEndsACallEndsItInItsOwnWay(String event, String result) throws Exception {
        var call = begun();

        post("/vxml/next", "call=" + call + "&turn=1&event=" + event);

        assertEquals(result, records.get(0).result().name());
    }

    @Test
    void aHandOverThatFailedIsOutOfTurnWhereNobodyWasHandedOver() throws Exception {
        assertEquals(
                409,
                post("/vxml/next", "call=" + begun() + "&turn=1&event=failed").statusCode());
    }

    /** What is well formed is looked up, and then the call is not there. */
    @ParameterizedTest
    @CsvSource({
        "turn=1&event=keys&keys=1, 404",
        "turn=999999&event=keys&keys=1, 404",
        "turn=1000000&event=keys&keys=1, 400",
        "turn=&event=keys&keys=1, 400",
        "turn=-1&event=keys&keys=1, 400",
        "turn=x&event=error, 400",
        "turn=1&event=, 400",
        "turn=1&event=other, 400",
        "turn=1&event=keys&keys=0123456789*%2301234567890123456789012345678, 400",
        "turn=1&event=keys&keys=0123456789*%230123456789012345678901234567, 404",
        "turn=1&event=keys&keys=1a, 400",
        "turn=1&event=silence&keys=1a, 404"
    })
    void aFormThatMakesNoSenseIsABadRequest(String form, int status) throws Exception {
        assertEquals(status, post("/vxml/next", "call=vxml-00&" + form).statusCode());
    }

    @Test
    void whoHasToWaitIsToldHowLongAndWhoIsRefusedForGoodIsNot() throws Exception {
        begun();
        desk.then(collect(1, ' '));

        var busy = get("/vxml/start?session=s2&caller=13800000001&dialled=12588");
        assertEquals(429, busy.statusCode());
        assertEquals("7", header(busy, "Retry-After"));
        start("session=s2&caller=13800000002&dialled=12588");
        var full = get("/vxml/start?session=s3&caller=13800000003&dialled=12588");
        assertEquals(503, full.statusCode());
        assertEquals("7", header(full, "Retry-After"));
        assertEquals("", header(get("/vxml/start?session=s3&caller=1&dialled=12589"), "Retry-After"));
        assertEquals("", header(post("/vxml/next", "turn=x"), "Retry-After"));
    }

    @Test
    void pagesAreNotKeptAndRecordingsAre() throws Exception {
        var page = get("/vxml");
        assertEquals("no-store", header(page, "Cache-Control"));
        assertEquals("application/voicexml+xml; charset=UTF-8", header(page, "Content-Type"));

        var sound = get("/vxml/prompts/ivr/hello.wav");
        assertEquals(200, sound.statusCode());
        assertEquals("max-age=3600", header(sound, "Cache-Control"));
        assertEquals("audio/x-wav", header(sound, "Content-Type"));
        assertTrue(sound.body().startsWith("RIFF"));
    }

    @Test
    void aRecordingThatThePlatformHasIsNotSentAgain() throws Exception {
        var tag = header(get("/vxml/prompts/ivr/hello.wav"), "ETag");

        var known = get("/vxml/prompts/ivr/hello.wav", "If-None-Match", tag);
        assertEquals(304, known.statusCode());
        assertEquals("", known.body());
        assertEquals(tag, header(known, "ETag"));
        assertEquals(
                200,
                get("/vxml/prompts/ivr/hello.wav", "If-None-Match", "\"other\"").statusCode());
    }

    @ParameterizedTest
    @CsvSource({"ivr/hello.mp3", "ivr/hello", "ivr/nothing-of-ours.wav", "hello.wav", "prompts.yaml"})
    void onlyRecordingsAreFound(String file) throws Exception {
        assertEquals(404, get("/vxml/prompts/" + file).statusCode());
    }

    @Test
    void callsOfWhichNothingWasHeardEndBeforeAnythingIsAnswered() throws Exception {
        begun();
        clock.turn(Duration.ofMinutes(5).plusMillis(1));

        get("/vxml/prompts/ivr/nothing-of-ours.wav");

        assertEquals(0, calls.size());
        assertEquals("SESSION_EXPIRED", records.get(0).result().name());
    }
}
