package cn.smspay.web.desks;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.MerchantDesk.SettlementView;
import cn.smspay.counter.desks.PartnerDesk.KeyView;
import cn.smspay.counter.desks.PartnerDesk.ProfileView;
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
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.PageTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** 商户: who may be paid, from the application to the end, what we hold for each, and paying it out (R 4.13). */
final class MerchantsPage {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{2,40}");
    private static final int PAGE = 100;
    private static final int SETTLEMENTS = 20;

    private MerchantsPage() {}

    record ApplyForm(String id, String name) {
        static ApplyForm read(Form form, DeskVisit visit) {
            var id = form.text("id", 40);
            if (!id.isEmpty() && !ID.matcher(id).matches()) {
                form.fault("id", visit.w().t("merchants.id.bad"));
            }
            return new ApplyForm(id, form.text("name", 60));
        }
    }

    record StateForm(String to, String why) {
        static StateForm read(Form form, DeskVisit visit) {
            return new StateForm(form.choice("to", states(visit)), form.text("why"));
        }
    }

    record SettleForm(LocalDate day, String bank, String why) {
        static SettleForm read(Form form, DeskVisit visit) {
            return new SettleForm(
                    form.day("day", ServiceDay.date(visit.now()).minusDays(1)),
                    form.choice("bank", banks(visit)),
                    form.text("settle-why"));
        }
    }

    private static List<Choice> banks(DeskVisit visit) {
        return Arrays.stream(BankCode.values())
                .map(bank -> new Choice(bank.name(), visit.w().lang() == Lang.ZH ? bank.chinese() : bank.name()))
                .toList();
    }

    private static List<Choice> states(DeskVisit visit) {
        return Arrays.stream(Profiles.State.values())
                .filter(state -> state != Profiles.State.APPLIED)
                .map(state -> new Choice(state.name(), visit.w().t("merchants.to." + CustomerPage.word(state))))
                .toList();
    }

    static WebAnswer list(DeskVisit visit) {
        return list(visit, visit.empty("merchants"), null);
    }

    private static WebAnswer list(DeskVisit visit, Form form, @Nullable Notice notice) {
        return visit.done(visit.desks().partners().merchants(visit.caller(), visit.query("after")), it -> {
            var w = visit.w();
            var all = it.merchants();
            var table = new PageTable(
                    w.t("merchants.title"),
                    List.of(
                            PageTable.Head.of(w.t("merchants.id")),
                            PageTable.Head.of(w.t("merchants.name")),
                            PageTable.Head.of(w.t("orders.state"))),
                    all.stream()
                            .map(each -> List.of(
                                    PageTable.Cell.link(new Link("/merchants/" + each.id(), each.id())),
                                    PageTable.Cell.of(each.name()),
                                    PageTable.Cell.mark(mark(visit, each.state()))))
                            .toList(),
                    w.t("merchants.none"));
            var links = all.size() == PAGE
                    ? List.of(new Link(
                            "/merchants?after=" + all.get(PAGE - 1).id(), w.t("pages.after"), w.t("merchants.title")))
                    : List.<Link>of();
            var apply = act(visit, "merchants.apply", "/merchants")
                    .notice(notice)
                    .field(form.field("id", Field.Kind.TEXT))
                    .field(form.field("name", Field.Kind.TEXT))
                    .view();
            return visit.page(
                    "merchants",
                    new DeskView(
                            w.t("merchants.title"),
                            List.of(Box.of(w.t("merchants.title"))
                                    .first()
                                    .table(table)
                                    .links(links)),
                            visit.me().has(Role.OPERATOR) ? List.of(Box.form(apply)) : List.of()));
        });
    }

    private static FormView.Builder act(DeskVisit visit, String key, String path) {
        return FormView.of(visit.w().t(key + ".title"), path, visit.w().t(key + ".do"))
                .hidden("k", visit.site().tokens().get());
    }

    private static Mark mark(DeskVisit visit, Profiles.State state) {
        var kind = switch (state) {
            case LIVE -> Mark.Kind.GOOD;
            case APPLIED -> Mark.Kind.WAIT;
            case SUSPENDED -> Mark.Kind.LOOK;
            case CLOSED -> Mark.Kind.OFF;
        };
        return new Mark(kind, visit.w().t("merchants.state." + CustomerPage.word(state)));
    }

    static WebAnswer apply(DeskVisit visit) {
        var form = visit.form("merchants");
        var typed = ApplyForm.read(form, visit);
        if (!form.isGood()) {
            return list(visit, form, null);
        }
        return visit.when(
                visit.desks()
                        .partners()
                        .apply(visit.caller(), visit.key(visit.word(), typed), typed.id(), typed.name()),
                reply -> reply.fold(
                        done -> visit.go("/merchants/" + typed.id()),
                        no -> list(visit, form, visit.notice(no)),
                        pending -> visit.go("/approvals")));
    }

    /** Everything about one merchant. */
    private record Whole(ProfileView profile, Fen held, List<KeyView> keys, List<SettlementView> settlements) {}

    static WebAnswer one(DeskVisit visit) {
        return one(visit, visit.empty("merchant"), null);
    }

    private static WebAnswer one(DeskVisit visit, Form form, @Nullable Notice notice) {
        var id = visit.parameter("id");
        var desk = visit.desks().merchants();
        var partners = visit.desks().partners();
        var tomorrow = ServiceDay.date(visit.now()).plusDays(1);
        return visit.done(
                partners.profile(id),
                profile -> visit.done(
                        desk.balance(id),
                        held -> visit.done(
                                partners.keys(id),
                                keys -> visit.done(
                                        desk.settlements(id, tomorrow, SETTLEMENTS),
                                        settled ->
                                                view(visit, new Whole(profile, held, keys, settled), form, notice)))));
    }

    private static WebResponse view(DeskVisit visit, Whole it, Form form, @Nullable Notice notice) {
        var w = visit.w();
        var profile = it.profile();
        var path = "/merchants/" + profile.id();
        var what = Box.of(profile.name())
                .first()
                .notice(notice)
                .states(List.of(mark(visit, profile.state())))
                .facts(List.of(
                        Fact.code(w.t("merchants.id"), profile.id()),
                        Fact.of(w.t("settlements.held"), visit.show().money(it.held())),
                        Fact.of(w.t("keys.notify.now"), KeysPage.text(visit, profile.notifyUrl())),
                        Fact.of(w.t("keys.back.now"), KeysPage.text(visit, profile.returnUrl()))));
        var right = new ArrayList<Box>();
        if (visit.me().has(Role.OPERATOR)) {
            right.add(Box.form(act(visit, "merchant.state", path + "/state")
                    .field(form.field("to", Field.Kind.CHOICE, null, states(visit)))
                    .field(form.field("why", Field.Kind.TEXT))
                    .view()));
            right.add(Box.form(act(visit, "merchant.settle", path + "/settle")
                            .lead(w.t("merchant.settle.lead"))
                            .field(form.field("day", Field.Kind.DATE))
                            .field(form.field("bank", Field.Kind.CHOICE, null, banks(visit)))
                            .field(form.field("settle-why", Field.Kind.TEXT))
                            .view())
                    .fold());
        }
        return visit.page(
                "merchants",
                new DeskView(
                        profile.name(),
                        List.of(
                                what,
                                Box.of(w.t("settlements.title")).table(settlements(visit, it.settlements())),
                                Box.of(w.t("keys.title")).table(KeysPage.table(visit, it.keys()))),
                        right));
    }

    static PageTable settlements(DeskVisit visit, List<SettlementView> settled) {
        var w = visit.w();
        return new PageTable(
                w.t("settlements.title"),
                List.of(
                        PageTable.Head.of(w.t("settlements.day")),
                        PageTable.Head.of(w.t("slip.number")),
                        new PageTable.Head(w.t("settlements.paid"), true),
                        new PageTable.Head(w.t("settlements.refunded"), true),
                        new PageTable.Head(w.t("settlements.amount"), true)),
                settled.stream()
                        .map(each -> List.of(
                                PageTable.Cell.of(each.day().toString()),
                                PageTable.Cell.code(each.no()),
                                PageTable.Cell.of(DisplayFormat.amount(each.paid())),
                                PageTable.Cell.of(DisplayFormat.amount(each.refunded())),
                                PageTable.Cell.of(DisplayFormat.amount(each.amount()))))
                        .toList(),
                w.t("settlements.none"));
    }

    static WebAnswer state(DeskVisit visit) {
        var form = visit.form("merchant");
        var typed = StateForm.read(form, visit);
        return form.isGood()
                ? after(
                        visit,
                        form,
                        visit.desks()
                                .partners()
                                .state(
                                        visit.caller(),
                                        visit.key(visit.word(), typed),
                                        visit.parameter("id"),
                                        Profiles.State.valueOf(typed.to()),
                                        typed.why()))
                : one(visit, form, null);
    }

    /** Waits for a second person. */
    static WebAnswer settle(DeskVisit visit) {
        var form = visit.form("merchant");
        var typed = SettleForm.read(form, visit);
        return form.isGood()
                ? after(
                        visit,
                        form,
                        visit.desks()
                                .settlements()
                                .merchant(
                                        visit.caller(),
                                        visit.key(visit.word(), typed),
                                        visit.parameter("id"),
                                        typed.day(),
                                        BankCode.valueOf(typed.bank()),
                                        typed.why()))
                : one(visit, form, null);
    }

    private static <T> WebAnswer after(DeskVisit visit, Form form, CompletionStage<Reply<T>> reply) {
        return visit.when(
                reply,
                it -> it.fold(
                        done -> visit.go("/merchants/" + visit.parameter("id")),
                        no -> one(visit, form, visit.notice(no)),
                        pending -> visit.go("/approvals")));
    }
}
