package cn.smspay.web.handset;

import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.net.http.WebSession;
import cn.smspay.web.page.DeskFrame;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Frame;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.PageVisit;
import cn.smspay.web.page.Sentences;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request to a page of the telephones. One thread at a time. */
final class HandsetVisit extends PageVisit {
    private static final int WRONG = 422;
    private static final List<String> PLACES = List.of("phone", "menu", "pos", "hall");

    private final HandsetSite site;

    HandsetVisit(HandsetSite site, WebRequest request, WebSession session, Lang lang) {
        super(
                request,
                session,
                lang,
                Objects.requireNonNull(site.words().get(lang)),
                site.clock().instant(),
                site.tokens());
        this.site = site;
    }

    /** Whose telephone this browser holds. */
    private record HeldPhone(String number) {}

    /** What the next page says first, once. */
    private record Flash(Notice notice) {}

    DemoPhones phones() {
        return site.phones();
    }

    /** The first of the cast until another is taken. */
    String number() {
        return session()
                .get(HeldPhone.class)
                .map(HeldPhone::number)
                .orElseGet(() -> phones().cast().get(0).number());
    }

    void take(String number) {
        session().put(HeldPhone.class, new HeldPhone(number));
    }

    // --- what the next page says

    void say(Notice notice) {
        session().put(Flash.class, new Flash(notice));
    }

    void say(Mark.Kind kind, String key, Object... pairs) {
        say(new Notice(kind, w().t(key, pairs), ""));
    }

    /** The sentence of an act that was refused, or {@code done} with what was done. */
    void tell(DemoPhones.ActOutcome outcome, String done, Object... pairs) {
        if (outcome.isDone()) {
            say(Mark.Kind.GOOD, done, pairs);
            return;
        }
        var key = "outcome." + outcome.word();
        say(new Notice(
                Mark.Kind.LOOK,
                w().has(key) ? w().t(key) : new Sentences(w(), show(), now()).of(outcome.word(), outcome.facts()),
                ""));
    }

    @Nullable
    Notice said() {
        var said = session().get(Flash.class).map(Flash::notice);
        session().forget(Flash.class);
        return said.orElse(null);
    }

    // --- answers

    /** The telephone, at this place of its page. */
    WebResponse home(String fragment) {
        return WebResponse.seeOther((lang() == Lang.EN ? Lang.EN.prefix() : "/") + "#" + fragment);
    }

    WebResponse page(String template, String place, String title, Object view) {
        return page(200, template, place, title, view);
    }

    WebResponse boxes(String place, DeskView view) {
        boolean wrong = !view.wrong().isEmpty();
        return page(wrong ? WRONG : 200, "handset/page", place, view.title(), view);
    }

    private WebResponse page(int status, String template, String place, String title, Object view) {
        return WebResponse.html(status, site.pages().html(template, frame(title, place, status == WRONG), view));
    }

    private DeskFrame frame(String title, String place, boolean wrong) {
        var path = request().method().equals("POST") ? "" : path();
        var frame = new Frame(
                lang(), w(), show(), title, wrong, true, null, session().csrf(), place, path, true, null);
        return new DeskFrame(frame, w().t("handset.name"), "", nav(place));
    }

    private List<DeskFrame.MenuEntry> nav(String place) {
        return PLACES.stream()
                .map(at -> new DeskFrame.MenuEntry(
                        at.equals("phone") ? "/" : "/" + at, w().t("handset.nav." + at), at.equals(place)))
                .toList();
    }

    /** Of the number in this page's titles. */
    String shown() {
        return DisplayFormat.number(number());
    }

    Optional<String> text(String name) {
        return Optional.of(typed(name).strip()).filter(text -> !text.isEmpty());
    }
}
