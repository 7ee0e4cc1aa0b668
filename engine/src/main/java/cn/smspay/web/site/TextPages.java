package cn.smspay.web.site;

import cn.smspay.net.http.WebAnswer;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.PageWords;
import cn.smspay.web.page.TextView;
import java.util.ArrayList;
import java.util.List;

/** 协议 and 帮助: pages that only say something. */
final class TextPages {
    /** Help by page, in the order of the navigation. */
    private static final List<String> HELP = List.of(
            "home",
            "history",
            "topup",
            "withdraw",
            "bill",
            "wallet",
            "security",
            "reset",
            "close",
            "register",
            "login",
            "pay");

    private TextPages() {}

    static WebAnswer agreement(Visit visit) {
        var w = visit.w();
        var parts = new ArrayList<TextView.TextSection>();
        parts.add(new TextView.TextSection(
                "", "", List.of(w.t("agreement.version", "version", visit.site().agreement()))));
        for (int i = 1; w.has("agreement." + i + ".title"); i++) {
            parts.add(new TextView.TextSection("", w.t("agreement." + i + ".title"), paragraphs(w, "agreement." + i)));
        }
        return visit.text("agreement", new TextView(w.t("agreement.title"), null, parts, List.of()), 200);
    }

    static WebAnswer help(Visit visit) {
        var w = visit.w();
        var parts = new ArrayList<TextView.TextSection>();
        for (var page : HELP) {
            parts.add(new TextView.TextSection(page, w.t("help.about." + page), paragraphs(w, "help.text." + page)));
        }
        parts.add(new TextView.TextSection("hall", w.t("help.hall.title"), paragraphs(w, "help.hall")));
        parts.add(new TextView.TextSection("prices", w.t("help.prices.title"), paragraphs(w, "help.prices")));
        return visit.text(
                "help", new TextView(w.t("help.title"), null, parts, List.of(new Link("/", w.t("slip.home")))), 200);
    }

    private static List<String> paragraphs(PageWords w, String key) {
        var all = new ArrayList<String>();
        for (int i = 1; w.has(key + "." + i); i++) {
            all.add(w.t(key + "." + i));
        }
        return all;
    }
}
