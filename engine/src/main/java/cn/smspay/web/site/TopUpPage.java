package cn.smspay.web.site;

import cn.smspay.net.http.WebAnswer;
import cn.smspay.web.page.Link;
import java.util.ArrayList;
import java.util.List;

/** 充值: by which way. */
public final class TopUpPage {
    private TopUpPage() {}

    /** The page. */
    public record View(String title, String lead, List<Link> ways, String elsewhere) {}

    static WebAnswer show(Visit visit) {
        var w = visit.w();
        var ways = new ArrayList<Link>();
        if (visit.site().has(SiteService.Function.BANK_TOP_UP)) {
            ways.add(new Link("/topup/bank", w.t("topup.bank.do"), w.t("topup.bank")));
        }
        if (visit.site().has(SiteService.Function.CARD_TOP_UP)) {
            ways.add(new Link("/topup/card", w.t("topup.card.do"), w.t("topup.card")));
        }
        var view = new View(w.t("topup.title"), w.t("topup.lead"), ways, w.t("topup.hall"));
        return visit.page("site/ways", view.title(), "topup", view);
    }
}
