package cn.smspay.web.site;

import cn.smspay.base.Fen;
import cn.smspay.net.http.Answer;
import cn.smspay.web.page.Fact;
import java.util.List;

/** 手机钱包: what our books know of the card, as of when, and nothing that the card alone decides. */
public final class WalletPage {
    private WalletPage() {}

    /** The page. */
    public record View(
            String title,
            String asOf,
            Fen balance,
            List<Fact> facts,
            String caption,
            List<HistoryPage.Row> rows,
            List<String> use) {}

    static Answer show(Visit visit) {
        return visit.done(visit.service().wallet(visit.me(), visit.visitor()), it -> {
            var w = visit.w();
            var show = visit.show();
            var view = new View(
                    w.t("wallet.title"),
                    w.t("wallet.asof", "at", show.time(it.asOf(), visit.now())),
                    it.balance(),
                    List.of(Fact.of(w.t("wallet.pending"), w.t("wallet.pending.text"))
                            .end(show.money(it.pending()))),
                    w.t(
                            it.rows().isEmpty() ? "wallet.none" : "wallet.caption",
                            "n",
                            it.rows().size()),
                    it.rows().stream()
                            .map(move -> HistoryPage.Row.of(visit, move))
                            .toList(),
                    List.of(w.t("wallet.use.1"), w.t("wallet.use.2"), w.t("wallet.use.3")));
            return visit.page("site/wallet", view.title(), "wallet", view);
        });
    }
}
