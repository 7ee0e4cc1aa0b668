package cn.smspay.web.desks;

import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.Desks;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.net.http.WebSession;
import cn.smspay.web.page.DeskFrame;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.Frame;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.PageVisit;
import cn.smspay.web.page.SlipView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** One request to a page of the staff. One thread at a time. */
final class DeskVisit extends PageVisit {
    private static final int WRONG = 422;

    private final DeskSite site;

    DeskVisit(DeskSite site, WebRequest request, WebSession session, Lang lang) {
        super(
                request,
                session,
                lang,
                Objects.requireNonNull(site.words().get(lang)),
                site.clock().instant(),
                site.tokens());
        this.site = site;
    }

    DeskSite site() {
        return site;
    }

    Desks desks() {
        return site.desks();
    }

    /** Whether this browser was logged in, for all it knows. */
    boolean isLost() {
        return site.sessions().isLost(request());
    }

    Optional<Staff> staff() {
        return session().get(Staff.class);
    }

    Staff me() {
        return staff().orElseThrow();
    }

    /** For pages that only a merchant's people reach. */
    String merchant() {
        return Objects.requireNonNull(me().merchant());
    }

    String address() {
        return request().client().getHostAddress();
    }

    Caller caller() {
        return me().caller(address());
    }

    /** A request under the word of its form. */
    Key key(String word, Object... parts) {
        var text = new StringBuilder(request().path());
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

    // --- answers

    <T> WebAnswer when(CompletionStage<Reply<T>> reply, Function<Reply<T>, WebAnswer> then) {
        return WebAnswer.later(reply.thenComposeAsync(it -> later(then.apply(it)), site.render()));
    }

    private static CompletionStage<WebResponse> later(WebAnswer answer) {
        return answer instanceof WebAnswer.Later later
                ? later.response()
                : java.util.concurrent.CompletableFuture.completedStage((WebResponse) answer);
    }

    /** For pages that have nothing to show but a result. */
    <T> WebAnswer done(CompletionStage<Reply<T>> reply, Function<T, WebAnswer> then) {
        return when(reply, it -> it.fold(done -> then.apply(done.value()), this::refused, pending -> go("/approvals")));
    }

    WebResponse refused(Reply.Refused<?> no) {
        return page(
                "",
                DeskView.of(
                        w().t("refused.title"),
                        DeskView.Box.of(w().t("refused.title")).first().notice(notice(no))));
    }

    WebResponse page(String place, DeskView view) {
        boolean wrong = !view.wrong().isEmpty();
        var frame = frame(view.title(), place, wrong);
        return WebResponse.html(wrong ? WRONG : 200, site.pages().html("desk/page", frame, view));
    }

    WebResponse slip(String place, SlipView view) {
        return WebResponse.html(200, site.pages().html("desk/slip", frame(view.title(), place, false), view));
    }

    private DeskFrame frame(String title, String place, boolean wrong) {
        var path = request().method().equals("POST") ? "" : path();
        var frame = new Frame(
                lang(), w(), show(), title, wrong, site.demo(), null, session().csrf(), place, path, true, null);
        return new DeskFrame(frame, desk(), who(), nav(place));
    }

    private String desk() {
        return staff().map(it -> w().t("desk." + kind(it))).orElse(w().t("desk.staff"));
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
                            ? w().t("desk.who.till", "name", it.name(), "till", till.name())
                            : merchant != null
                                    ? w().t("desk.who.merchant", "name", it.name(), "merchant", merchant)
                                    : it.name();
                })
                .orElse("");
    }

    private List<DeskFrame.MenuEntry> nav(String place) {
        var entries = new ArrayList<DeskFrame.MenuEntry>();
        staff().ifPresent(it -> Places.of(it)
                .forEach(at ->
                        entries.add(new DeskFrame.MenuEntry("/" + at, w().t("desk.nav." + at), at.equals(place)))));
        return entries;
    }
}
