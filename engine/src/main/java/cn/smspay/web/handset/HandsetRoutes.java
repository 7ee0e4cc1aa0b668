package cn.smspay.web.handset;

import cn.smspay.net.http.Handler;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.Problem;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Style;
import java.util.concurrent.CompletableFuture;

/** Every address of the telephones, in Chinese and, below {@code /en}, in English. */
final class HandsetRoutes {
    private final HandsetSite site;
    private final Routes routes = new Routes();

    private HandsetRoutes(HandsetSite site) {
        this.site = site;
    }

    /** What a method and path answers. */
    @FunctionalInterface
    interface HandsetHandler {
        WebResponse on(HandsetVisit visit);
    }

    static Routes of(HandsetSite site) {
        return new HandsetRoutes(site).all();
    }

    private Routes all() {
        routes.get("/site.css", request -> Style.SITE.response());
        routes.get("/desk.css", request -> Style.DESK.response());
        routes.get("/handset.css", request -> Style.HANDSET.response());
        routes.get("/icon.svg", request -> Style.ICON.response());
        on("GET", "/", PhonePage::show);
        on("POST", "/as", PhonePage::as);
        on("POST", "/send", PhonePage::send);
        on("POST", "/call", PhonePage::call);
        on("GET", "/menu", MenuPage::show);
        on("POST", "/menu", MenuPage::press);
        on("GET", "/pos", PosPage::show);
        on("POST", "/pos/tap", PosPage::tap);
        on("POST", "/pos/batch", PosPage::batch);
        on("GET", "/hall", HallPage::show);
        on("POST", "/hall", HallPage::act);
        on("POST", "/hall/load", HallPage::load);
        return routes;
    }

    private void on(String method, String path, HandsetHandler act) {
        for (var lang : Lang.values()) {
            routes.on(method, path.equals("/") && lang == Lang.EN ? "/en" : lang.prefix() + path, handler(lang, act));
        }
    }

    private Handler handler(Lang lang, HandsetHandler act) {
        var page = site.sessions()
                .page((request, session) -> WebAnswer.later(CompletableFuture.supplyAsync(
                        () -> act.on(new HandsetVisit(site, request, session, lang)), site.acts())));
        return request -> answer(lang, request, page);
    }

    /** A session that has ended begins again: nobody logs in here. */
    private static WebAnswer answer(Lang lang, WebRequest request, Handler page) {
        try {
            return page.answer(request);
        } catch (HttpRefusal e) {
            if (!e.problem().reason().equals("session-over")) {
                throw e;
            }
            return WebResponse.seeOther(lang == Lang.EN ? "/en" : "/");
        }
    }

    /** For what no page of ours sends. */
    static HttpRefusal noSuch() {
        return new HttpRefusal(Problem.of(404, "not-found", "没有这一页", "There is no such page"));
    }
}
