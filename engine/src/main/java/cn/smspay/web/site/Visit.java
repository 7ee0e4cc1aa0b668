package cn.smspay.web.site;

import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.net.http.WebSession;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Frame;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.PageVisit;
import cn.smspay.web.page.SlipView;
import cn.smspay.web.page.TextView;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** One request to a page: who asks, in which language, what was typed, and how the answer is made. One thread at a time. */
final class Visit extends PageVisit {
    /** Wrong input comes back with the form (RFC 9110 §15.5.21). */
    private static final int WRONG = 422;

    private static final int NOT_FOUND = 404;

    private final Site site;

    Visit(Site site, WebRequest request, WebSession session, Lang lang) {
        super(
                request,
                session,
                lang,
                Objects.requireNonNull(site.words().get(lang)),
                site.clock().instant(),
                site.tokens());
        this.site = site;
    }

    Site site() {
        return site;
    }

    SiteService service() {
        return site.service();
    }

    LocalDate today() {
        return now().atZone(DisplayFormat.ZONE).toLocalDate();
    }

    SiteService.Visitor visitor() {
        return new SiteService.Visitor(
                request().client().getHostAddress(), session().id());
    }

    boolean isPost() {
        return request().method().equals("POST");
    }

    /** Whether this browser was logged in, for all it knows. */
    boolean isLost() {
        return site.sessions().isLost(request());
    }

    Optional<Member> member() {
        return session().get(Member.class);
    }

    /** For pages that are only for those who have logged in. */
    Member me() {
        return member().orElseThrow();
    }

    // --- what was typed

    Form queryForm(String page) {
        return new Form(w(), page, values(request().query()));
    }

    Form form(String page, Map<String, String> typed) {
        return new Form(w(), page, typed);
    }

    // --- answers

    /** When the reply is there. */
    <T> WebAnswer when(CompletionStage<Reply<T>> reply, Function<Reply<T>, WebResponse> then) {
        return WebAnswer.later(reply.thenApplyAsync(then, site.render()));
    }

    /** The same for pages that have nothing to show but a result. */
    <T> WebAnswer done(CompletionStage<Reply<T>> reply, Function<T, WebResponse> then) {
        return when(reply, it -> it.fold(done -> then.apply(done.value()), this::refused, pending -> pending()));
    }

    /** The page for a refusal that belongs to no field. */
    WebResponse refused(Reply.Refused<?> no) {
        return text(
                "",
                TextView.of(w().t("refused.title"), sentence(no), List.of(new Link("/", w().t("slip.home")))),
                no.reason().equals("not-found") ? NOT_FOUND : 200);
    }

    private WebResponse pending() {
        return text(
                "",
                TextView.of(w().t("pending.title"), w().t("pending.text"), List.of(new Link("/", w().t("slip.home")))),
                200);
    }

    /** The form, with 422 if it has to be corrected. */
    WebResponse form(String place, FormView view) {
        boolean wrong = view.wrong().stream().anyMatch(field -> field.error() != null);
        var frame = frame(view.title(), place);
        return html(wrong ? WRONG : 200, "site/form", wrong ? frame.toCorrect() : frame, view);
    }

    WebResponse slip(String place, SlipView view) {
        return html(200, "site/slip", frame(view.title(), place), view);
    }

    WebResponse text(String place, TextView view, int status) {
        return html(status, "site/text", frame(view.title(), place), view);
    }

    WebResponse page(String template, String title, String place, Object view) {
        return html(200, template, frame(title, place), view);
    }

    WebResponse html(int status, String template, Frame frame, Object view) {
        return WebResponse.html(status, site.pages().html(template, frame, view));
    }

    Frame frame(String title, String place) {
        return new Frame(
                lang(),
                w(),
                show(),
                title,
                false,
                site.demo(),
                member().map(it -> DisplayFormat.number(it.number())).orElse(null),
                session().csrf(),
                place,
                request().method().equals("POST") ? "" : path(),
                session().get(MustChange.class).isEmpty() && !place.equals("pay"),
                help(place));
    }

    private Frame.Help help(String place) {
        var key = w().has("help." + place) ? place : "home";
        return new Frame.Help(
                w().t(key.equals("pay") ? "help.where" : "help.phone"),
                w().t("help." + key, "site", site.name()),
                w().t(key.equals("pay") ? "help.safe.pay" : "help.safe"),
                new Link("/help#" + key, w().t("help.about." + key)));
    }
}
