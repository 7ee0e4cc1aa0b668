package cn.smspay.voice.vxml;

import cn.smspay.net.http.FormFields;
import cn.smspay.net.http.Handler;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.voice.call.CallerId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the requests of a voice platform and answers them. Thread-safe. */
final class VoiceXmlHandler {
    private static final Pattern SESSION = Pattern.compile("\\P{C}{1,255}");
    /** At most what a turn may ask for; see {@link cn.smspay.talk.desk.VoiceNext.Collect}. */
    private static final Pattern KEYS = Pattern.compile("[0-9*#]{0,40}");

    private static final String PAGE = "application/voicexml+xml; charset=UTF-8";
    private static final String SOUND = "audio/x-wav";
    private static final String WAV = ".wav";

    private static final byte[] NOTHING = new byte[0];
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int BUSY = 503;

    private final VoiceXmlCalls calls;
    private final Sounds sounds;
    private final VoiceXmlSettings settings;

    VoiceXmlHandler(VoiceXmlSettings settings, VoiceXmlCalls calls, Sounds sounds) {
        this.settings = settings;
        this.calls = calls;
        this.sounds = sounds;
    }

    /** HEAD begins no call, so it is served for what stays the same alone. */
    Routes routes() {
        return new Routes()
                .get(VoiceXmlPage.ENTRY, looking(request -> entry()))
                .on(
                        "GET",
                        VoiceXmlPage.START,
                        looking(request -> start(request.query().eachOnce(), request)))
                .post(
                        VoiceXmlPage.START,
                        looking(request -> start(request.fields().eachOnce(), request)))
                .post(
                        VoiceXmlPage.NEXT,
                        looking(request -> next(request.fields().eachOnce())))
                .get(VoiceXmlPage.PROMPTS + "{name}", looking(request -> sound(request, request.parameter("name"))))
                .get(
                        VoiceXmlPage.PROMPTS + "{folder}/{name}",
                        looking(request ->
                                sound(request, request.parameter("folder") + '/' + request.parameter("name"))))
                .problems(problem -> refused(problem.status()));
    }

    /** Calls of which nothing was heard end before anything is answered. */
    private Handler looking(Handler handler) {
        return request -> {
            calls.expire();
            return handler.answer(request);
        };
    }

    private WebResponse entry() {
        return response(OK, PAGE, VoiceXmlPage.entry(calls.apology()).getBytes(StandardCharsets.UTF_8));
    }

    private WebResponse sound(WebRequest request, String file) {
        var found = file.endsWith(WAV)
                ? sounds.find(file.substring(0, file.length() - WAV.length()))
                : Optional.<Sounds.Sound>empty();
        if (found.isEmpty()) {
            return refused(NOT_FOUND);
        }
        boolean known = sounds.isKnown(
                found.get(),
                request.header("If-None-Match").orElse(""),
                request.header("If-Modified-Since").orElse(""));
        return response(
                        known ? NOT_MODIFIED : OK,
                        SOUND,
                        known ? NOTHING : found.get().bytes())
                .with("ETag", found.get().tag())
                .with("Last-Modified", sounds.since());
    }

    private WebAnswer start(FormFields form, WebRequest request) {
        var peer = request.client().getHostAddress();
        var session = form.text("session");
        var dialled = form.text("dialled");
        if (!SESSION.matcher(session).matches() || CallerId.user(dialled).isEmpty()) {
            return answer(VoiceXmlCalls.PageOrRefusal.badRequest());
        }
        var caller = CallerId.caller(List.of(form.text("caller")), settings.rules());
        return answer(CallerId.dialled(dialled, settings.numbers(), settings.rules())
                .map(ours -> calls.start(session, caller, ours, peer))
                .orElseGet(() -> calls.notOurs(peer)));
    }

    private WebAnswer next(FormFields form) {
        var call = form.text("call");
        var turn = form.text("turn");
        var event = form.text("event");
        var input = input(event, form.text("keys"));
        var report = report(event);
        if (!turn.matches("[0-9]{1,6}") || (input.isEmpty() && report.isEmpty())) {
            return answer(VoiceXmlCalls.PageOrRefusal.badRequest());
        }
        return answer(report.map(told -> calls.report(call, told))
                .orElseGet(() -> calls.next(call, Integer.parseInt(turn), input.orElseThrow())));
    }

    private static Optional<VoiceXmlCalls.PageReport> report(String event) {
        return switch (event) {
            case "error" -> Optional.of(VoiceXmlCalls.PageReport.ERROR);
            case "handedover" -> Optional.of(VoiceXmlCalls.PageReport.HANDED_OVER);
            default -> Optional.empty();
        };
    }

    private static Optional<VoiceInput> input(String event, String keys) {
        return switch (event) {
            case "keys" -> {
                var pressed = VoiceXmlCalls.keys(keys);
                yield KEYS.matcher(pressed.keys().reveal()).matches()
                        ? Optional.of(pressed)
                        : Optional.<VoiceInput>empty();
            }
            // Keys were pressed, but not such as the page asked for: an answer that fits nothing.
            case "nomatch" -> Optional.<VoiceInput>of(VoiceXmlCalls.keys(""));
            case "silence" -> Optional.of(new VoiceInput.Silence());
            case "hangup" -> Optional.of(new VoiceInput.HungUp());
            case "failed" -> Optional.of(new VoiceInput.HandOverFailed());
            default -> Optional.empty();
        };
    }

    private WebAnswer answer(VoiceXmlCalls.PageOrRefusal answer) {
        return answer.isRefused()
                ? refused(answer.refusal())
                : WebAnswer.later(
                        answer.page().thenApply(page -> response(OK, PAGE, page.getBytes(StandardCharsets.UTF_8))));
    }

    private WebResponse refused(int status) {
        var response = response(status, "text/plain", NOTHING);
        return status == BUSY || status == TOO_MANY
                ? response.with(
                        "Retry-After",
                        Long.toString(settings.limits().retryAfter().toSeconds()))
                : response;
    }

    private WebResponse response(int status, String type, byte[] body) {
        return WebResponse.of(status, type, body)
                .with("Date", sounds.date())
                // Pages answer one caller once; recordings are the same for all.
                .with("Cache-Control", type.equals(SOUND) ? "max-age=3600" : "no-store");
    }
}
