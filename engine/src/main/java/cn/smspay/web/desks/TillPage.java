package cn.smspay.web.desks;

import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Fen;
import cn.smspay.counter.desks.TillDesk;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Choice;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The till: opened and closed with counted cash; a difference becomes a case and is not corrected here (R 4.12). */
final class TillPage {
    private TillPage() {}

    record OpenForm(Province province, String name, Fen counted) {
        static OpenForm read(Form form) {
            var province = form.choice("province", provinces());
            return new OpenForm(
                    Province.read(province).orElse(Province.UNKNOWN),
                    form.text("till", 20),
                    TillPage.counted(form, "counted"));
        }
    }

    record CloseForm(Fen counted) {
        static CloseForm read(Form form) {
            return new CloseForm(TillPage.counted(form, "closing"));
        }
    }

    /** A till may be empty. */
    private static Fen counted(Form form, String name) {
        return form.raw(name).matches("0([.]0{1,2})?") ? Fen.ZERO : form.amount(name);
    }

    private static List<Choice> provinces() {
        return Arrays.stream(Province.values())
                .filter(it -> it != Province.UNKNOWN)
                .map(it -> new Choice(it.name(), it.chinese()))
                .toList();
    }

    static WebAnswer show(DeskVisit visit) {
        var till = visit.me().till();
        return till == null
                ? opening(visit, visit.empty("till"), null)
                : visit.done(
                        visit.desks().tills().show(visit.caller(), till),
                        it -> closing(visit, it, visit.empty("till"), null));
    }

    private static WebResponse opening(DeskVisit visit, Form form, @Nullable Notice notice) {
        var w = visit.w();
        var view = FormView.of(w.t("till.open.title"), "/till/open", w.t("till.open.do"))
                .lead(w.t("till.open.lead"))
                .hidden("k", visit.site().tokens().get())
                .field(form.field("province", Field.Kind.CHOICE, null, provinces()))
                .field(form.field("till", Field.Kind.TEXT))
                .field(form.field("counted", Field.Kind.AMOUNT))
                .view();
        return visit.page(
                "till", DeskView.of(view.title(), Box.form(view).first().notice(notice)));
    }

    static WebAnswer open(DeskVisit visit) {
        var form = visit.form("till");
        var typed = OpenForm.read(form);
        if (!form.isGood()) {
            return opening(visit, form, null);
        }
        var till = new Till(typed.province(), typed.name());
        return visit.when(
                visit.desks().tills().open(visit.caller(), visit.key(visit.word(), typed), till, typed.counted()),
                reply -> reply.fold(
                        done -> at(visit, till),
                        // Whoever logs in again goes on with the till that he has left open.
                        no -> no.reason().equals("till-open")
                                ? again(visit, form, till)
                                : opening(visit, form, visit.notice(no)),
                        pending -> visit.go("/till")));
    }

    private static WebAnswer again(DeskVisit visit, Form form, Till till) {
        return visit.done(
                visit.desks().tills().show(visit.caller(), till),
                it -> it.clerk().equals(visit.caller().client())
                        ? at(visit, till)
                        : opening(
                                visit,
                                form,
                                new Notice(Mark.Kind.LOOK, visit.w().t("refusal.till-open"), "")));
    }

    private static WebResponse at(DeskVisit visit, @Nullable Till till) {
        visit.session().put(Staff.class, visit.me().at(till));
        return visit.go("/till");
    }

    private static WebResponse closing(DeskVisit visit, TillDesk.CashCount it, Form form, @Nullable Notice notice) {
        var w = visit.w();
        var view = FormView.of(w.t("till.close.title"), "/till/close", w.t("till.close.do"))
                .lead(w.t("till.close.lead"))
                .hidden("k", visit.site().tokens().get())
                .field(form.field("closing", Field.Kind.AMOUNT))
                .view();
        var state = Box.of(w.t("till.title", "till", it.till()))
                .first()
                .states(List.of(new Mark(Mark.Kind.GOOD, w.t("till.is-open"))))
                .facts(List.of(
                        Fact.of(w.t("till.opened"), visit.show().money(it.counted())),
                        Fact.of(
                                w.t("till.moved"),
                                visit.show().signedMoney(it.expected().minus(it.counted()))),
                        Fact.of(w.t("till.expected"), visit.show().money(it.expected())),
                        Fact.of(w.t("till.since"), DisplayFormat.deskFull(it.at()))));
        return visit.page(
                "till",
                new DeskView(
                        state.title(), List.of(state), List.of(Box.form(view).notice(notice))));
    }

    static WebAnswer close(DeskVisit visit) {
        var till = visit.me().till();
        if (till == null) {
            return visit.go("/till");
        }
        var form = visit.form("till");
        var typed = CloseForm.read(form);
        if (!form.isGood()) {
            return visit.done(visit.desks().tills().show(visit.caller(), till), it -> closing(visit, it, form, null));
        }
        return visit.when(
                visit.desks()
                        .tills()
                        .close(visit.caller(), visit.key(visit.word(), till, typed), till, typed.counted()),
                reply -> reply.fold(
                        done -> closed(visit, done.value()),
                        no -> visit.done(
                                visit.desks().tills().show(visit.caller(), till),
                                it -> closing(visit, it, form, visit.notice(no))),
                        pending -> visit.go("/till")));
    }

    private static WebResponse closed(DeskVisit visit, TillDesk.CashCount it) {
        var w = visit.w();
        visit.session().put(Staff.class, visit.me().at(null));
        boolean even = it.difference().isZero();
        return visit.page(
                "till",
                DeskView.of(
                        w.t("till.closed.title"),
                        Box.of(w.t("till.closed.title"))
                                .first()
                                .notice(
                                        even
                                                ? null
                                                : new Notice(
                                                        Mark.Kind.LOOK,
                                                        w.t(
                                                                "till.difference",
                                                                "amount",
                                                                visit.show().signedMoney(it.difference())),
                                                        w.t("till.case", "case", String.valueOf(it.workCase()))))
                                .facts(List.of(
                                        Fact.of(
                                                w.t("till.expected"),
                                                visit.show().money(it.expected())),
                                        Fact.of(
                                                w.t("till.counted"),
                                                visit.show().money(it.counted())),
                                        Fact.of(w.t("till.diff"), visit.show().signedMoney(it.difference()))))));
    }
}
