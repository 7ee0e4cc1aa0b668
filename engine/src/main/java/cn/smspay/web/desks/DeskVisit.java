package cn.smspay.web.desks;

import cn.smspay.counter.Caller;
import cn.smspay.counter.Desks;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.net.http.Answer;
import cn.smspay.net.http.Fields;
import cn.smspay.net.http.Request;
import cn.smspay.net.http.Response;
import cn.smspay.net.http.Session;
import cn.smspay.web.page.DeskFrame;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.Drafts;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.Frame;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.Sentences;
import cn.smspay.web.page.Show;
import cn.smspay.web.page.SlipView;
import cn.smspay.web.page.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** One request to a page of the staff. One thread at a time. */
final class DeskVisit {
    private static final int WRONG = 422;

    private final DeskSite site;
    private final Request request;
    private final Session session;
    private final Lang lang;
    private final Words w;
    private final Show show;
    private final Instant now;

    DeskVisit(DeskSite site, Request request, Session session, Lang lang) {
        this.site = site;
        this.request = request;
        this.session = session;
        this.lang = lang;
        this.w = Objects.requireNonNull(site.words().get(lang));
        this.show = new Show(lang);
        this.now = site.clock().instant();
    }

    DeskSite site() {
        return site;
    }

    Desks desks() {
        return site.desks();
    }

    Words w() {
        return w;
    }

    Show show() {
        return show;
    }

    Instant now() {
        return now;
    }

    Session session() {
        return session;
    }

    Optional<Staff> staff() {
        return session.get(Staff.class);
    }

    Staff me() {
        return staff().orElseThrow();
    }

    String address() {
        return request.client().getHostAddress();
    }

    Caller caller() {
        return me().caller(address());
    }

    /** A request under the word of its form. */
    Key key(String word, Object... parts) {
        var text = new StringBuilder(request.path());
        for (var part : parts) {
            var value = part instanceof cn.smspay.base.Secret secret ? secret.reveal() : String.valueOf(part);
            text.append('\n').append(value.length()).append(':').append(value);
        }
        return Key.of(caller(), word, text.toString());
    }

    /** The word that a form carries; a new one where it carries none of ours. */
    String word() {
        var word = typed("k");
        return word.matches("[A-Za-z0-9_-]{16,64}") ? word : site.tokens().get();
    }

    String parameter(String name) {
        return request.parameter(name);
    }

    String query(String name) {
        return request.query().text(name);
    }

    String typed(String name) {
        return request.form().text(name);
    }

    Form form(String page) {
        return new Form(w, page, values(request.form()));
    }

    Form empty(String page) {
        return Form.empty(w, page);
    }

    private static Map<String, String> values(Fields fields) {
        var values = new HashMap<String, String>();
        fields.names().forEach(name -> values.put(name, fields.text(name)));
        return values;
    }

    Drafts drafts() {
        return session.get(Drafts.class).orElseGet(() -> {
            var fresh = new Drafts(site.tokens());
            session.put(Drafts.class, fresh);
            return fresh;
        });
    }

    // --- answers

    Response go(String path) {
        return Response.seeOther(path.equals("/") && lang == Lang.EN ? "/en" : lang.prefix() + path);
    }

    <T> Answer when(CompletionStage<Reply<T>> reply, Function<Reply<T>, Answer> then) {
        return Answer.later(reply.thenComposeAsync(it -> later(then.apply(it)), site.render()));
    }

    private static CompletionStage<Response> later(Answer answer) {
        return answer instanceof Answer.Later later
                ? later.response()
                : java.util.concurrent.CompletableFuture.completedStage((Response) answer);
    }

    /** For pages that have nothing to show but a result. */
    <T> Answer done(CompletionStage<Reply<T>> reply, Function<T, Answer> then) {
        return when(reply, it -> it.fold(done -> then.apply(done.value()), this::refused, pending -> go("/approvals")));
    }

    String sentence(Reply.Refused<?> no) {
        return new Sentences(w, show, now).of(no.reason(), no.facts());
    }

    Notice notice(Reply.Refused<?> no) {
        return new Notice(Mark.Kind.LOOK, sentence(no), "");
    }

    Response refused(Reply.Refused<?> no) {
        return page(
                "",
                DeskView.of(
                        w.t("refused.title"),
                        DeskView.Box.of(w.t("refused.title")).first().notice(notice(no))));
    }

    Response page(String place, DeskView view) {
        boolean wrong = !view.wrong().isEmpty();
        var frame = frame(view.title(), place, wrong);
        return Response.html(wrong ? WRONG : 200, site.pages().html("desk/page", frame, view));
    }

    Response slip(String place, SlipView view) {
        return Response.html(200, site.pages().html("desk/slip", frame(view.title(), place, false), view));
    }

    private DeskFrame frame(String title, String place, boolean wrong) {
        var path = request.method().equals("POST") ? "" : path();
        var frame = new Frame(lang, w, show, title, wrong, site.demo(), null, session.csrf(), place, path, true, null);
        return new DeskFrame(frame, desk(), who(), nav(place));
    }

    private String path() {
        var path = request.path();
        return lang == Lang.EN
                ? (path.equals("/en") ? "/" : path.substring(lang.prefix().length()))
                : path;
    }

    private String desk() {
        return staff().map(it -> w.t("desk." + kind(it))).orElse(w.t("desk.staff"));
    }

    private static String kind(Staff staff) {
        return staff.has(Role.CLERK, Role.SUPERVISOR)
                ? "hall"
                : staff.has(Role.AGENT) ? "agent" : staff.has(Role.MERCHANT_USER) ? "merchant" : "admin";
    }

    private String who() {
        return staff().map(it -> {
                    var till = it.till();
                    var merchant = it.merchant();
                    return till != null
                            ? w.t("desk.who.till", "name", it.name(), "till", till.name())
                            : merchant != null
                                    ? w.t("desk.who.merchant", "name", it.name(), "merchant", merchant)
                                    : it.name();
                })
                .orElse("");
    }

    private List<DeskFrame.Entry> nav(String place) {
        var entries = new ArrayList<DeskFrame.Entry>();
        staff().ifPresent(it -> Places.of(it)
                .forEach(at -> entries.add(new DeskFrame.Entry("/" + at, w.t("desk.nav." + at), at.equals(place)))));
        return entries;
    }
}
