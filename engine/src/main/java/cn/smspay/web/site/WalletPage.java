package cn.smspay.web.site;

import cn.smspay.base.Fen;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import java.util.List;

/** 手机钱包: what our books know of the card, as of when, and nothing that the card alone decides. */
public final class WalletPage {
    private WalletPage() {}

    /** One line: what, when, how much; what the card held then is known to the card alone. */
    public record Row(String what, String when, String amount) {
        static Row of(Visit visit, SiteService.WalletMove move) {
            var w = visit.w();
            var kind = w.t("event." + move.kind());
            return new Row(
                    move.with().isEmpty() ? kind : w.t("event.with", "event", kind, "with", move.with()),
                    visit.show().time(move.at(), visit.now()),
                    DisplayFormat.signed(move.amount()));
        }
    }

    /** The page. */
    public record View(
            String title,
            String asOf,
            Fen balance,
            List<Fact> facts,
            String caption,
            List<Row> rows,
            List<String> use) {}

    static WebAnswer show(Visit visit) {
        return visit.done(visit.service().wallet(visit.me(), visit.visitor()), it -> {
            var w = visit.w();
            var show = visit.show();
            var view = new View(
                    w.t("wallet.title"),
                    w.t("wallet.asof", "at", show.time(it.asOf(), visit.now())),
                    it.balance(),
                    facts(visit, it),
                    w.t(
                            it.rows().isEmpty() ? "wallet.none" : "wallet.caption",
                            "n",
                            it.rows().size()),
                    it.rows().stream().map(move -> Row.of(visit, move)).toList(),
                    List.of(w.t("wallet.use.1"), w.t("wallet.use.2"), w.t("wallet.use.3")));
            return visit.page("site/wallet", view.title(), "wallet", view);
        });
    }

    private static List<Fact> facts(Visit visit, SiteService.WalletOverview it) {
        var w = visit.w();
        var show = visit.show();
        var limit = it.limit();
        return List.of(
                Fact.of(w.t("wallet.pending"), w.t("wallet.pending.text")).end(show.money(it.pending())),
                Fact.of(w.t("wallet.limit"), w.t("wallet.limit.text"))
                        .end(limit == null ? w.t("wallet.limit.none") : show.money(limit)));
    }
}
