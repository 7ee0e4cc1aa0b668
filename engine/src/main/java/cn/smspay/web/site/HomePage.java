package cn.smspay.web.site;

import cn.smspay.base.Fen;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 首页: what is there, what can be done with it, and what happened last. */
public final class HomePage {
    private HomePage() {}

    /**
     * The page.
     *
     * @param cash large, with the time of the look
     * @param others accounts, each with what it cannot do
     */
    public record View(
            String title,
            @Nullable Notice notice,
            String asOf,
            Fen cash,
            List<Link> buttons,
            List<Fact> others,
            List<HistoryPage.Row> last,
            List<Link> more) {}

    static WebAnswer show(Visit visit) {
        if (visit.member().isEmpty()) {
            return visit.go(visit.isLost() ? "/login?over=1" : "/login");
        }
        return visit.done(visit.service().overview(visit.me(), visit.visitor()), it -> view(visit, it));
    }

    private static WebResponse view(Visit visit, SiteService.Overview it) {
        var w = visit.w();
        var show = visit.show();
        var buttons = new ArrayList<Link>();
        buttons.add(new Link("/topup", w.t("home.topup")));
        if (visit.site().has(SiteService.Function.WITHDRAW)) {
            buttons.add(new Link("/withdraw", w.t("home.withdraw")));
        }
        var others = new ArrayList<Fact>();
        others.add(Fact.of(w.t("pocket.card"), w.t("home.card")).end(show.money(it.card())));
        if (it.transit().isPositive()) {
            others.add(Fact.of(w.t("home.transit"), w.t("home.transit.text")).end(show.money(it.transit())));
        }
        var wallet = it.wallet();
        if (wallet != null) {
            others.add(Fact.of(w.t("pocket.wallet"), w.t("home.wallet", "at", show.time(wallet.asOf(), visit.now())))
                    .end(show.money(wallet.balance())));
        }
        var view = new View(
                w.t("home.title"),
                notice(visit, it),
                w.t("home.asof", "at", show.time(it.at(), visit.now())),
                it.cash(),
                buttons,
                others,
                it.last().stream().map(move -> HistoryPage.Row.of(visit, move)).toList(),
                more(visit, it));
        return visit.page("site/home", view.title(), "home", view);
    }

    private static @Nullable Notice notice(Visit visit, SiteService.Overview it) {
        var w = visit.w();
        var locked = it.payLockedUntil();
        if (it.frozen()) {
            return new Notice(Mark.Kind.BAD, w.t("home.frozen"), w.t("home.frozen.then"));
        } else if (locked != null && locked.isAfter(visit.now())) {
            return new Notice(
                    Mark.Kind.LOOK,
                    w.t("home.locked"),
                    w.t("home.locked.then", "until", visit.show().time(locked, visit.now())));
        }
        return null;
    }

    private static List<Link> more(Visit visit, SiteService.Overview it) {
        var w = visit.w();
        var more = new ArrayList<Link>();
        if (visit.site().has(SiteService.Function.BANK_CARD)) {
            var card = it.bank();
            more.add(new Link(
                    "/bank-card", card == null ? w.t("bank.none") : BankNames.tail(w, card), w.t("bank.title")));
        }
        if (visit.site().has(SiteService.Function.REAL_NAME)) {
            more.add(new Link("/real-name", w.t(it.realName() ? "real.yes" : "real.no"), w.t("real.title")));
        }
        if (visit.site().has(SiteService.Function.WALLET) && it.wallet() != null) {
            more.add(new Link("/wallet", w.t("wallet.look"), w.t("wallet.title")));
        }
        if (visit.site().has(SiteService.Function.CLOSE)) {
            more.add(new Link("/close", w.t("close.look"), w.t("close.title")));
        }
        return more;
    }
}
