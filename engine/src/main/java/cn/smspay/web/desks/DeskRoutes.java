package cn.smspay.web.desks;

import cn.smspay.counter.Reply;
import cn.smspay.counter.desks.SessionDesk;
import cn.smspay.net.http.Handler;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.Problem;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DeskFrame;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Frame;
import cn.smspay.web.page.Lang;
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
    interface DeskHandler {
        WebAnswer on(DeskVisit visit);
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
        open(
                "GET",
                "/",
                visit -> visit.staff().isEmpty()
                        ? visit.go(visit.isLost() ? "/login?over=1" : "/login")
                        : StaffLoginPage.home(visit));
        customers();
        place("till", "GET", "/till", TillPage::show);
        place("till", "POST", "/till/open", TillPage::open);
        place("till", "POST", "/till/close", TillPage::close);
        place("approvals", "GET", "/approvals", ApprovalsPage::show);
        place("approvals", "POST", "/approvals/{id}/release", ApprovalsPage::release);
        place("approvals", "POST", "/approvals/{id}/refuse", ApprovalsPage::refuse);
        place("cases", "GET", "/cases", CasesPage::list);
        place("cases", "GET", "/cases/{id}", CasesPage::show);
        place("cases", "POST", "/cases/{id}/take", CasesPage::take);
        place("cases", "POST", "/cases/{id}/give", CasesPage::giveBack);
        place("cases", "POST", "/cases/{id}/book", CasesPage::book);
        place("cases", "POST", "/cases/{id}/note", CasesPage::note);
        place("cases", "POST", "/cases/{id}/close", CasesPage::close);
        merchants();
        admin();
        return routes;
    }

    private void merchants() {
        place("orders", "GET", "/orders", MerchantPages::orders);
        place("orders", "POST", "/orders/find", MerchantPages::find);
        place("orders", "POST", "/orders/test", MerchantPages::test);
        place("orders", "GET", "/orders/{no}", MerchantPages::order);
        place("orders", "POST", "/orders/{no}/refund", MerchantPages::refund);
        place("orders", "POST", "/orders/{no}/close", MerchantPages::close);
        place("bills", "GET", "/bills", BillsPage::show);
        place("bills", "POST", "/bills", BillsPage::find);
        place("bills", "GET", "/bills/{day}", BillsPage::one);
        place("bills", "GET", "/bills/{day}/trades.csv", BillsPage::csv);
        place("settlements", "GET", "/settlements", MerchantPages::settlements);
        place("notifications", "GET", "/notifications", NotificationsPage::list);
        place("notifications", "GET", "/notifications/{id}", NotificationsPage::one);
        place("notifications", "POST", "/notifications/{id}/again", NotificationsPage::again);
        place("keys", "GET", "/keys", KeysPage::show);
        place("keys", "POST", "/keys/add", KeysPage::add);
        place("keys", "POST", "/keys/rsa", KeysPage::publish);
        place("keys", "POST", "/keys/rotate", KeysPage::rotate);
        place("keys", "POST", "/keys/end", KeysPage::end);
        place("keys", "POST", "/keys/addresses", KeysPage::addresses);
        place("keys", "POST", "/keys/secret", KeysPage::secret);
    }

    private void admin() {
        place("merchants", "GET", "/merchants", MerchantsPage::list);
        place("merchants", "POST", "/merchants", MerchantsPage::apply);
        place("merchants", "GET", "/merchants/{id}", MerchantsPage::one);
        place("merchants", "POST", "/merchants/{id}/state", MerchantsPage::state);
        place("merchants", "POST", "/merchants/{id}/settle", MerchantsPage::settle);
        place("cards", "GET", "/cards", CardsPage::show);
        place("cards", "POST", "/cards/look", CardsPage::look);
        place("cards", "POST", "/cards/freeze", CardsPage::freeze);
        place("cards", "POST", "/cards/thaw", CardsPage::thaw);
        place("cards", "POST", "/cards/void", CardsPage::voided);
        place("cards", "POST", "/cards/issue", CardsPage::issue);
        place("cards", "POST", "/cards/deliver", CardsPage::deliver);
        place("cards", "POST", "/cards/activate", CardsPage::activate);
        place("waivers", "GET", "/waivers", WaiversPage::show);
        place("waivers", "POST", "/waivers", WaiversPage::propose);
        place("waivers", "POST", "/waivers/{id}/release", WaiversPage::release);
        place("waivers", "POST", "/waivers/{id}/refuse", WaiversPage::refuse);
        place("people", "GET", "/people", PeoplePage::show);
        place("people", "POST", "/people", PeoplePage::add);
        place("people", "POST", "/people/link", PeoplePage::link);
        place("people", "POST", "/people/unlock", PeoplePage::unlock);
        place("people", "POST", "/people/role", PeoplePage::role);
        place("people", "POST", "/people/leave", PeoplePage::leave);
        place("audit", "GET", "/audit", AuditPage::show);
        place("audit", "POST", "/audit/check", AuditPage::check);
    }

    private void customers() {
        place("customer", "GET", "/customer", CustomerPage::show);
        place("customer", "POST", "/customer", CustomerPage::search);
        for (var cash : CashActs.values()) {
            place("customer", "POST", "/customer/" + cash.page(), cash::enter);
            place("customer", "GET", "/" + cash.page() + "/check", cash::check);
            place("customer", "POST", "/" + cash.page() + "/check", cash::pay);
            place("customer", "GET", "/" + cash.page() + "/done", cash::done);
        }
        place("customer", "GET", "/receipt", HallReceipts::show);
        place("customer", "POST", "/customer/reverse", CashActs::reverse);
        place("customer", "POST", "/customer/open", CustomerActs::open);
        place("customer", "POST", "/customer/close", CustomerActs::close);
        place("customer", "POST", "/customer/profile", HallActs::profile);
        place("customer", "POST", "/customer/wallet-open", HallActs::openWallet);
        place("customer", "POST", "/customer/wallet-calibrate", HallActs::calibrate);
        place("customer", "POST", "/customer/wallet-contact", HallActs::contact);
        place("customer", "POST", "/customer/wallet-read", HallActs::read);
        place("customer", "POST", "/customer/wallet-write", WalletWriting::write);
        place("customer", "POST", "/customer/wallet-proved", WalletWriting::proved);
        place("customer", "POST", "/customer/wallet-close", HallActs::closeWallet);
        place("customer", "POST", "/customer/wallet-lost", AgentActs::lost);
        place("customer", "POST", "/customer/agent-close", AgentActs::close);
        place("customer", "POST", "/customer/reset-pay", AgentActs::resetPay);
        place("customer", "POST", "/customer/reset-login", AgentActs::resetLogin);
        place("customer", "POST", "/customer/reset-op", AgentActs::resetOperation);
        place("customer", "POST", "/customer/request", CustomerActs::request);
        place("customer", "POST", "/customer/freeze", CustomerActs::freeze);
        place("customer", "POST", "/customer/unfreeze", CustomerActs::unfreeze);
    }

    private void open(String method, String path, DeskHandler act) {
        for (var lang : Lang.values()) {
            routes.on(method, path.equals("/") && lang == Lang.EN ? "/en" : lang.prefix() + path, guarded(lang, act));
        }
    }

    /** For those whose roles lead there; for others there is no such page. */
    private void place(String place, String method, String path, DeskHandler act) {
        open(method, path, visit -> {
            var staff = visit.staff();
            if (staff.isEmpty()) {
                return visit.go(visit.isLost() ? "/login?over=1" : "/login");
            } else if (!Places.isFor(staff.get(), place)) {
                throw new HttpRefusal(Problem.of(404, "not-found", "没有这一页", "There is no such page"));
            }
            return act.on(visit);
        });
    }

    private Handler guarded(Lang lang, DeskHandler act) {
        return site.sessions()
                .page(
                        (request, session) -> known(new DeskVisit(site, request, session, lang), act),
                        (request, session) -> new DeskVisit(site, request, session, lang).go("/login?over=1"));
    }

    /** Whoever has logged in acts with the roles of this moment, or not at all. */
    private static WebAnswer known(DeskVisit visit, DeskHandler act) {
        if (visit.session().owner().isEmpty()) {
            return act.on(visit);
        }
        return visit.when(
                visit.desks().sessions().staff(visit.session().id()),
                reply -> reply.fold(
                        done -> present(visit, done.value(), act), no -> absent(visit, no), pending -> visit.go("/")));
    }

    private static WebAnswer present(DeskVisit visit, SessionDesk.Present it, DeskHandler act) {
        var login = it.login();
        visit.session().put(Staff.class, new Staff(login.name(), login.roles(), login.merchant(), it.till()));
        return act.on(visit);
    }

    private static WebAnswer absent(DeskVisit visit, Reply.Refused<?> no) {
        if (!no.reason().equals("session-over")) {
            return visit.refused(no);
        }
        visit.session().end();
        return visit.go("/login?over=1");
    }

    private WebResponse problem(Problem problem) {
        var w = Objects.requireNonNull(site.words().get(Lang.ZH));
        var key = "problem." + problem.reason();
        var title = w.t(w.has(key + ".title") ? key + ".title" : "problem.title");
        var frame = new Frame(
                Lang.ZH, w, new DisplayFormat(Lang.ZH), title, false, site.demo(), null, "", "", "", true, null);
        var view = DeskView.of(
                title, DeskView.Box.of(title).first().texts(List.of(w.t(w.has(key) ? key : "problem.text"))));
        return WebResponse.html(
                problem.status(),
                site.pages().html("desk/page", new DeskFrame(frame, w.t("desk.staff"), "", List.of()), view));
    }
}
