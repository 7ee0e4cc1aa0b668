package cn.smspay.web.site;

import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.SlipView;
import cn.smspay.web.page.TextView;
import cn.smspay.web.page.UnfinishedForms.Draft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The way of every act that moves money: enter, check, pay password, receipt. The check page and the receipt have addresses; a
 * second click, the way back and reloading lead to the same receipt.
 *
 * @param page key of its words
 * @param path of the entry; the check is below it at {@code /check}, the receipt at {@code /done}
 * @param place in the navigation
 */
record Steps(String page, String path, String place) {
    /** A number that no form of ours carries. */
    private static final int ATTEMPTS_MOST = 999;

    /** What was entered is right: to the check page. */
    WebResponse entered(Visit visit, Map<String, String> typed) {
        var draft = visit.drafts().begin(page, typed);
        return visit.go(path + "/check?d=" + draft.id());
    }

    /** The check page of what was entered, or a word that it is gone. */
    WebAnswer check(Visit visit, Function<Draft, WebAnswer> view) {
        return visit.drafts()
                .find(page, visit.query("d"))
                .map(draft -> draft.slip() != null ? visit.go(done(draft)) : view.apply(draft))
                .orElseGet(() -> gone(visit));
    }

    /** The draft of a form; where nothing is remembered of it, the form brings it along. */
    Optional<Draft> posted(Visit visit) {
        var id = visit.typed("d");
        if (visit.drafts().find(page, id).isEmpty()) {
            KeptForm.of(visit, List.of(this)).ifPresent(kept -> visit.drafts().restore(kept.draft()));
        }
        return visit.drafts().find(page, id);
    }

    private String done(Draft draft) {
        return path + "/done?d=" + draft.id();
    }

    /**
     * The act itself, once.
     *
     * @param act by draft and word; the word names the request
     * @param slip what came of it
     * @param view the check page again, with what is wrong
     */
    <T> WebAnswer act(
            Visit visit,
            BiFunction<Draft, String, CompletionStage<Reply<T>>> act,
            Function<T, SlipView> slip,
            BiFunction<Draft, Reply.Refused<T>, WebAnswer> view) {
        var found = posted(visit);
        if (found.isEmpty()) {
            return gone(visit);
        }
        var draft = found.get();
        if (draft.slip() != null) {
            return visit.go(done(draft));
        }
        int attempt = attempt(visit, draft);
        var word = draft.id() + "-" + attempt;
        return WebAnswer.later(act.apply(draft, word)
                .thenComposeAsync(
                        reply -> later(reply.fold(
                                done -> {
                                    visit.drafts().done(draft, slip.apply(done.value()));
                                    return visit.go(done(draft));
                                },
                                no -> view.apply(visit.drafts().refused(draft, attempt), no),
                                pending -> visit.go(path + "/pending?d=" + draft.id()))),
                        visit.site().render()));
    }

    static CompletionStage<WebResponse> later(WebAnswer answer) {
        return answer instanceof WebAnswer.Later later
                ? later.response()
                : java.util.concurrent.CompletableFuture.completedStage((WebResponse) answer);
    }

    /** What the form says, if that can be: an older page of the same draft names an older attempt. */
    private static int attempt(Visit visit, Draft draft) {
        var text = visit.typed("n");
        if (!text.matches("[0-9]{1,3}")) {
            return draft.attempt();
        }
        return Math.max(1, Math.min(Math.min(Integer.parseInt(text), draft.attempt()), ATTEMPTS_MOST));
    }

    WebAnswer done(Visit visit) {
        return visit.drafts()
                .find(page, visit.query("d"))
                .flatMap(draft -> Optional.ofNullable(draft.slip()))
                .<WebAnswer>map(slip -> visit.slip(place, slip))
                .orElseGet(() -> gone(visit));
    }

    /** Nothing is lost but what was typed. */
    WebResponse gone(Visit visit) {
        var w = visit.w();
        return visit.text(
                place,
                TextView.of(
                        w.t("gone.title"),
                        w.t("gone.text"),
                        List.of(new Link(path, w.t("gone.again")), new Link("/history", w.t("gone.history")))),
                200);
    }

    /** The form of a check page as it always is: what is typed goes with the draft. */
    FormView.Builder checkForm(Visit visit, Draft draft, String primary) {
        var w = visit.w();
        var view = FormView.of(w.t(page + ".check.title"), path + "/check", primary);
        draft.typed().forEach((name, value) -> view.hidden(KeptForm.FIELD + name, value));
        return view.step(2)
                .lead(w.t(page + ".check.lead"))
                .hidden("d", draft.id())
                .hidden("n", Integer.toString(draft.attempt()))
                .secondary(new Link(path + "?d=" + draft.id(), w.t("form.back")))
                .after(w.t("form.once"));
    }

    /** What was typed before, for the way back. */
    Form again(Visit visit) {
        return visit.drafts()
                .find(page, visit.query("d"))
                .map(draft -> visit.form(page, draft.typed()))
                .orElseGet(() -> visit.empty(page));
    }

    /** Puts a refusal on its field, or above the form. */
    static void put(Visit visit, Form form, FormView.Builder view, Map<String, String> fields, Reply.Refused<?> no) {
        var field = fields.get(no.reason());
        if (field == null) {
            view.notice(visit.notice(no));
        } else {
            form.fault(field, visit.sentence(no));
        }
    }
}
