package cn.smspay.web.console;

import cn.smspay.net.http.Handler;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.Sessions;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.net.http.WebSession;
import cn.smspay.web.page.DeskFrame;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Frame;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.PageWords;
import cn.smspay.web.page.Pages;
import cn.smspay.web.page.Style;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every address of the operator's page in one language. Thread-safe. */
final class ConsolePages {
    private static final List<String> PLACES = List.of("status", "top", "story", "alarms", "calls", "quarantine");
    /** As in the audit. */
    private static final int NAME_MAX = 40;

    private static final String REFRESH_SECONDS = "5";

    private final Lang lang;
    private final EngineView truth;
    private final ConsoleKey key;
    private final boolean demo;
    private final Sessions sessions;
    private final Executor render;
    private final PageWords w;
    private final Pages pages = new Pages();
    private final ConsoleViews views;

    ConsolePages(Lang lang, EngineView truth, ConsoleKey key, boolean demo, Sessions sessions, Executor render) {
        this.lang = lang;
        this.w = PageWords.read(lang, List.of("frame", "desk", "console"));
        this.views = new ConsoleViews(w);
        this.truth = truth;
        this.key = key;
        this.demo = demo;
        this.sessions = sessions;
        this.render = render;
    }

    void serve(Routes routes) {
        if (lang == Lang.ZH) {
            routes.get("/site.css", request -> Style.SITE.response());
            routes.get("/desk.css", request -> Style.CONSOLE.response());
            routes.get("/icon.svg", request -> Style.ICON.response());
            routes.problems(problem -> WebResponse.html(
                    problem.status(),
                    html(
                            "",
                            "",
                            null,
                            ConsoleView.of(
                                    problem.title(),
                                    Box.of(problem.title())
                                            .first()
                                            .links(List.of(new Link("/", w.t("console.nav.status"))))))));
        }
        routes.get(
                views.to("/login"),
                sessions.page((request, session) -> login(session, Form.empty(w, "console-login"))));
        routes.post(views.to("/login"), sessions.page(this::enter));
        routes.post(views.to("/logout"), sessions.page((request, session) -> {
            session.end();
            return WebResponse.seeOther(views.to("/login"));
        }));
        look(routes, "/", "status", () -> views.status(truth));
        look(routes, "/top", "top", () -> views.talks(truth));
        look(routes, "/calls", "calls", () -> views.calls(truth));
        look(routes, "/alarms", "alarms", () -> views.alarms(truth));
        look(routes, "/quarantine", "quarantine", () -> views.quarantine(truth));
        routes.get(
                views.to("/story"), guarded((request, session) -> ask(session, Form.empty(w, "console-story"), 200)));
        routes.post(views.to("/story"), guarded(this::tell));
    }

    private void look(Routes routes, String path, String place, Supplier<ConsoleView> view) {
        routes.get(
                views.to(path),
                guarded((request, session) -> later(() -> {
                    boolean again = request.query().text("refresh").equals(REFRESH_SECONDS);
                    var shown = view.get()
                            .with(views.foot(path, again, truth.status().at()));
                    var response = WebResponse.html(html(place, path, session, shown));
                    return again ? response.with("Refresh", REFRESH_SECONDS) : response;
                })));
    }

    private Handler guarded(Sessions.Page page) {
        var own = sessions.page((request, session) ->
                session.owner().isPresent() ? page.answer(request, session) : WebResponse.seeOther(views.to("/login")));
        return request -> {
            try {
                return own.answer(request);
            } catch (HttpRefusal e) {
                if (!e.problem().reason().equals("session-over")) {
                    throw e;
                }
                return WebResponse.seeOther(views.to("/login"));
            }
        };
    }

    private WebAnswer later(Supplier<WebResponse> page) {
        return WebAnswer.later(CompletableFuture.supplyAsync(page, render));
    }

    private WebResponse login(WebSession session, Form form) {
        var view = FormView.of(w.t("console.login"), "/login", w.t("console.login.do"))
                .field(form.field("name", Field.Kind.TEXT, "username"))
                .field(form.field("token", Field.Kind.PASSWORD, "current-password"))
                .view();
        var box = Box.form(view).first().texts(List.of(w.t("console.login.lead")));
        return WebResponse.html(
                form.isGood() ? 200 : 422, html("", "/login", session, ConsoleView.of(view.title(), box)));
    }

    private WebAnswer enter(WebRequest request, WebSession session) {
        var form = form(request, "console-login", "name", "token");
        var name = form.text("name", NAME_MAX);
        var typed = form.secret("token");
        if (form.isGood() && !key.fits(typed)) {
            form.fault("token", w.t("console-login.token.wrong"));
        }
        if (!form.isGood()) {
            return login(session, form);
        }
        session.login(name);
        return WebResponse.seeOther(views.to("/"));
    }

    private Form form(WebRequest request, String page, String... names) {
        var typed = new LinkedHashMap<String, String>();
        for (String name : names) {
            typed.put(name, request.form().text(name));
        }
        return new Form(w, page, typed);
    }

    private WebResponse ask(WebSession session, Form form, int status) {
        var view = FormView.of(w.t("console.story"), "/story", w.t("console.story.do"))
                .lead(w.t("console.story.lead"))
                .field(form.field("whom", Field.Kind.TEXT, "off"))
                .field(form.field("day", Field.Kind.DATE, "off"))
                .field(form.field("why", Field.Kind.TEXT, "off"))
                .view();
        return WebResponse.html(
                status,
                html(
                        "story",
                        "/story",
                        session,
                        ConsoleView.of(view.title(), Box.form(view).first())));
    }

    /** The number is never in an address. */
    private WebAnswer tell(WebRequest request, WebSession session) {
        var form = form(request, "console-story", "whom", "day", "why");
        var whom = form.text("whom");
        var why = form.text("why");
        var day = day(form);
        if (!form.isGood()) {
            return ask(session, form, 422);
        }
        return later(() -> {
            try {
                var story = truth.story(whom, day.orElse(null), new EngineView.ConsoleUser(who(session), why));
                if (story.isEmpty()) {
                    form.fault("whom", w.t("console.story.none"));
                    return ask(session, form, 422);
                }
                return WebResponse.html(html("story", "/story", session, views.story(story.get(), why)));
            } catch (IllegalArgumentException e) {
                form.fault("whom", w.t("console.story.bad"));
                return ask(session, form, 422);
            }
        });
    }

    private static String who(WebSession session) {
        return session.owner().orElse("");
    }

    private Optional<LocalDate> day(Form form) {
        var text = form.raw("day");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(
                    text.length() == 8
                            ? text.substring(0, 4) + "-" + text.substring(4, 6) + "-" + text.substring(6)
                            : text));
        } catch (DateTimeParseException e) {
            form.fault("day", w.t("console-story.day.wrong"));
            return Optional.empty();
        }
    }

    /** @param path for the link to the other language; empty without one */
    private String html(String place, String path, @Nullable WebSession session, ConsoleView view) {
        var csrf = session == null ? "" : session.csrf();
        var frame = new Frame(
                lang,
                w,
                new DisplayFormat(lang),
                view.title(),
                !view.wrong().isEmpty(),
                demo,
                null,
                csrf,
                place,
                path,
                true,
                null);
        var nav = PLACES.stream()
                .map(each -> new DeskFrame.MenuEntry(
                        each.equals("status") ? "/" : "/" + each, w.t("console.nav." + each), each.equals(place)))
                .toList();
        var name = w.t("console.name") + " " + truth.node();
        return pages.html(
                "console/page",
                place.isEmpty()
                        ? new DeskFrame(frame, name, "", List.of())
                        : new DeskFrame(
                                frame, name, w.t("console.who") + " " + (session == null ? "" : who(session)), nav),
                view);
    }
}
