package cn.smspay.web.desks;

import cn.smspay.net.http.Answer;
import cn.smspay.net.http.Handler;
import cn.smspay.net.http.Problem;
import cn.smspay.net.http.Refused;
import cn.smspay.net.http.Request;
import cn.smspay.net.http.Response;
import cn.smspay.net.http.Routes;
import cn.smspay.web.page.DeskFrame;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.Frame;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Show;
import cn.smspay.web.page.Style;
import java.util.List;
import java.util.Objects;

/** Every address of the desks, in Chinese and, below {@code /en}, in English. Roles decide which of them are there. */
final class DeskRoutes {
    private final DeskSite site;
    private final Routes routes = new Routes();

    private DeskRoutes(DeskSite site) {
        this.site = site;
    }

    /** What a method and path answers. */
    @FunctionalInterface
    interface Act {
        Answer on(DeskVisit visit);
    }

    static Routes of(DeskSite site) {
        return new DeskRoutes(site).all();
    }

    private Routes all() {
        routes.get("/site.css", request -> Style.SITE.response());
        routes.get("/desk.css", request -> Style.DESK.response());
        routes.get("/icon.svg", request -> Style.ICON.response());
        routes.problems(this::problem);
        open("GET", "/login", StaffLoginPage::show);
        open("POST", "/login", StaffLoginPage::login);
        open("POST", "/logout", StaffLoginPage::logout);
        open("GET", "/setup/{token}", StaffLoginPage::setup);
        open("POST", "/setup/{token}", StaffLoginPage::accept);
        open("GET", "/", visit -> visit.staff().isEmpty() ? visit.go("/login") : StaffLoginPage.home(visit));
        customers();
        place("till", "GET", "/till", TillPage::show);
        place("till", "POST", "/till/open", TillPage::open);
        place("till", "POST", "/till/close", TillPage::close);
        place("approvals", "GET", "/approvals", ApprovalsPage::show);
        place("approvals", "POST", "/approvals/{id}/release", ApprovalsPage::release);
        place("cases", "GET", "/cases", CasesPage::list);
        place("cases", "GET", "/cases/{id}", CasesPage::show);
        place("cases", "POST", "/cases/{id}/take", CasesPage::take);
        place("cases", "POST", "/cases/{id}/note", CasesPage::note);
        place("cases", "POST", "/cases/{id}/close", CasesPage::close);
        place("orders", "GET", "/orders", MerchantPages::orders);
        place("orders", "GET", "/orders/{no}", MerchantPages::order);
        place("orders", "POST", "/orders/{no}/refund", MerchantPages::refund);
        place("orders", "POST", "/orders/{no}/close", MerchantPages::close);
        place("settlements", "GET", "/settlements", MerchantPages::settlements);
        place("keys", "GET", "/keys", MerchantPages::keys);
        place("people", "GET", "/people", PeoplePage::show);
        place("people", "POST", "/people", PeoplePage::add);
        return routes;
    }

    private void customers() {
        place("customer", "GET", "/customer", CustomerPage::show);
        place("customer", "POST", "/customer", CustomerPage::search);
        place("customer", "POST", "/customer/cash", CustomerActs::cash);
        place("customer", "GET", "/cash/check", CustomerActs::cashCheck);
        place("customer", "POST", "/cash/check", CustomerActs::cashDo);
        place("customer", "GET", "/cash/done", CustomerActs::cashDone);
        place("customer", "POST", "/customer/reverse", CustomerActs::reverse);
        place("customer", "POST", "/customer/open", CustomerActs::open);
        place("customer", "POST", "/customer/close", CustomerActs::close);
        place("customer", "POST", "/customer/agent-close", CustomerActs::agentClose);
        place("customer", "POST", "/customer/reset-pay", CustomerActs::resetPay);
        place("customer", "POST", "/customer/reset-login", CustomerActs::resetLogin);
        place("customer", "POST", "/customer/request", CustomerActs::request);
        place("customer", "POST", "/customer/freeze", CustomerActs::freeze);
        place("customer", "POST", "/customer/unfreeze", CustomerActs::unfreeze);
    }

    private void open(String method, String path, Act act) {
        for (var lang : Lang.values()) {
            routes.on(method, path.equals("/") && lang == Lang.EN ? "/en" : lang.prefix() + path, guarded(lang, act));
        }
    }

    /** For those whose roles lead there; for others there is no such page. */
    private void place(String place, String method, String path, Act act) {
        open(method, path, visit -> {
            var staff = visit.staff();
            if (staff.isEmpty()) {
                return visit.go("/login");
            } else if (!Places.isFor(staff.get(), place)) {
                throw new Refused(Problem.of(404, "not-found", "没有这一页", "There is no such page"));
            }
            return act.on(visit);
        });
    }

    private Handler guarded(Lang lang, Act act) {
        var page = site.sessions().page((request, session) -> act.on(new DeskVisit(site, request, session, lang)));
        return request -> answer(lang, request, page);
    }

    private static Answer answer(Lang lang, Request request, Handler page) {
        try {
            return page.answer(request);
        } catch (Refused e) {
            if (!e.problem().reason().equals("session-over")) {
                throw e;
            }
            return Response.seeOther(lang.prefix() + "/login");
        }
    }

    private Response problem(Problem problem) {
        var w = Objects.requireNonNull(site.words().get(Lang.ZH));
        var key = "problem." + problem.reason();
        var title = w.t(w.has(key + ".title") ? key + ".title" : "problem.title");
        var frame = new Frame(Lang.ZH, w, new Show(Lang.ZH), title, false, site.demo(), null, "", "", "", true, null);
        var view = DeskView.of(
                title, DeskView.Box.of(title).first().texts(List.of(w.t(w.has(key) ? key : "problem.text"))));
        return Response.html(
                problem.status(),
                site.pages().html("desk/page", new DeskFrame(frame, w.t("desk.staff"), "", List.of()), view));
    }
}
