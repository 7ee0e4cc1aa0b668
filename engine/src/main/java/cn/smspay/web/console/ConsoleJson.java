package cn.smspay.web.console;

import cn.smspay.base.Secret;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.Problem;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The truth for programs: {@code GET /json/status} with {@code Authorization: Bearer} and the token, each word as {@code smspay ctl
 * --json} shows it; {@code GET /json} lists the words. A story is asked for by POST, because a number has no place in an address,
 * and is kept in the audit as everywhere. Nothing here changes anything. Thread-safe.
 */
final class ConsoleJson {
    private static final String BEARER = "Bearer ";
    /** As in the audit. */
    private static final int NAME_MAX = 40;

    private static final int OK = 200;
    private static final Problem NO_TOKEN = Problem.of(401, "token", "令牌不对", "The token is missing or wrong")
            .detail("send Authorization: Bearer and the content of console.token in the data folder");
    private static final Problem BAD_STORY = Problem.of(422, "story", "请求内容不正确", "This story cannot be told");
    private static final Problem NO_RECORD = Problem.of(404, "no-record", "没有这条记录", "There is no such record");

    private final EngineView truth;
    private final Function<Object, String> json;
    private final ConsoleKey key;
    private final Executor render;

    ConsoleJson(EngineView truth, Function<Object, String> json, ConsoleKey key, Executor render) {
        this.truth = truth;
        this.json = json;
        this.key = key;
        this.render = render;
    }

    void serve(Routes routes) {
        var looks = EngineViewByWord.of(truth);
        routes.get("/json", request -> look(request, () -> Map.of("words", looks.keySet(), "post", "story")));
        looks.forEach((word, shows) -> routes.get("/json/" + word, request -> look(request, shows)));
        routes.post("/json/story", request -> {
            try {
                return isAllowed(request) ? story(request) : refused();
            } catch (HttpRefusal e) {
                return WebResponse.problem(e.problem());
            }
        });
    }

    private WebAnswer look(WebRequest request, Supplier<Object> shows) {
        return isAllowed(request) ? later(() -> WebResponse.json(OK, json.apply(shows.get()))) : refused();
    }

    private boolean isAllowed(WebRequest request) {
        return request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> key.fits(new Secret(value.substring(BEARER.length()))))
                .orElse(false);
    }

    private static WebResponse refused() {
        return WebResponse.problem(NO_TOKEN).with("WWW-Authenticate", "Bearer");
    }

    private WebAnswer later(Supplier<WebResponse> answer) {
        return WebAnswer.later(CompletableFuture.supplyAsync(answer, render));
    }

    private WebAnswer story(WebRequest request) {
        var whom = required(request, "whom");
        var asked = new EngineView.ConsoleUser(required(request, "name"), required(request, "why"));
        var day = day(request.form().text("day"));
        return later(() -> {
            try {
                return truth.story(whom, day, asked)
                        .map(story -> WebResponse.json(OK, json.apply(story)))
                        .orElseGet(() -> WebResponse.problem(NO_RECORD));
            } catch (IllegalArgumentException e) {
                return WebResponse.problem(BAD_STORY.detail(String.valueOf(e.getMessage())));
            }
        });
    }

    private static String required(WebRequest request, String name) {
        var value = request.form().text(name).strip();
        if (value.isEmpty() || (name.equals("name") && value.length() > NAME_MAX)) {
            throw new HttpRefusal(BAD_STORY.detail("the form wants name, up to " + NAME_MAX
                    + " characters, whom and why, and may have day; " + name + " is missing or too long"));
        }
        return value;
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new HttpRefusal(BAD_STORY.detail("day is wanted like 2009-11-02"));
        }
    }
}
