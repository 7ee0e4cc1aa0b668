package cn.smspay.web.site;

import cn.smspay.net.http.Problem;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Frame;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.TextView;
import java.util.List;

/** What the door itself refuses, as a page: what is not here, that no money has moved, and the way home. */
final class SiteErrorPages {
    private final Site site;

    SiteErrorPages(Site site) {
        this.site = site;
    }

    WebResponse page(Problem problem) {
        var w = java.util.Objects.requireNonNull(site.words().get(Lang.ZH));
        var key = "problem." + problem.reason();
        var title = w.t(w.has(key + ".title") ? key + ".title" : "problem.title");
        var frame = new Frame(
                Lang.ZH, w, new DisplayFormat(Lang.ZH), title, false, site.demo(), null, "", "", "", true, null);
        var view = TextView.of(title, w.t(w.has(key) ? key : "problem.text"), List.of(new Link("/", w.t("slip.home"))));
        var response = WebResponse.html(problem.status(), site.pages().html("site/text", frame, view));
        var wait = problem.retryAfterSeconds();
        return wait.isPresent() ? response.with("Retry-After", Integer.toString(wait.getAsInt())) : response;
    }
}
