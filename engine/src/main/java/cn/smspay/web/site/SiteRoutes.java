package cn.smspay.web.site;

import static cn.smspay.web.site.SiteService.Function.ALIAS;
import static cn.smspay.web.site.SiteService.Function.BANK_CARD;
import static cn.smspay.web.site.SiteService.Function.BANK_TOP_UP;
import static cn.smspay.web.site.SiteService.Function.BILL;
import static cn.smspay.web.site.SiteService.Function.CARD_TOP_UP;
import static cn.smspay.web.site.SiteService.Function.CLOSE;
import static cn.smspay.web.site.SiteService.Function.QUESTION;
import static cn.smspay.web.site.SiteService.Function.REAL_NAME;
import static cn.smspay.web.site.SiteService.Function.REGISTER;
import static cn.smspay.web.site.SiteService.Function.RESET;
import static cn.smspay.web.site.SiteService.Function.WALLET;
import static cn.smspay.web.site.SiteService.Function.WITHDRAW;

import cn.smspay.counter.Reply;
import cn.smspay.net.http.Handler;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Style;
import java.util.List;

/** Every address of the customer's site, in Chinese and, below {@code /en}, in English. */
final class SiteRoutes {
    private final Site site;
    private final Routes routes;

    private SiteRoutes(Site site, Routes routes) {
        this.site = site;
        this.routes = routes;
    }

    static Routes of(Site site) {
        var routes = new Routes();
        new SiteRoutes(site, routes).all();
        return routes;
    }

    private void all() {
        routes.get("/site.css", request -> Style.SITE.response());
        routes.get("/icon.svg", request -> Style.ICON.response());
        open("GET", "/login", LoginPage::show);
        open("POST", "/login", LoginPage::login);
        open("POST", "/logout", LoginPage::logout);
        open("GET", "/", HomePage::show);
        open("GET", "/agreement", TextPages::agreement);
        open("GET", "/help", TextPages::help);
        routes.problems(new SiteErrorPages(site)::page);
        member("GET", "/first-password", FirstPasswordPage::show);
        member("POST", "/first-password", FirstPasswordPage::change);
        member("GET", "/history", HistoryPage::show);
        member("GET", "/history.csv", HistoryPage::csv);
        member("GET", "/history/{number}", HistoryPage::one);
        member("GET", "/topup", TopUpPage::show);
        member("GET", "/security", SecurityPage::show);
        member("POST", "/security/sessions", SecurityPage::endOthers);
        member("GET", "/security/login-password", PasswordPage.show(false));
        member("POST", "/security/login-password", PasswordPage.change(false));
        member("GET", "/security/login-password/done", PasswordPage.done(false));
        member("GET", "/security/pay-password", PasswordPage.show(true));
        member("POST", "/security/pay-password", PasswordPage.change(true));
        member("GET", "/security/pay-password/done", PasswordPage.done(true));
        money();
        account();
        checkout();
    }

    private void money() {
        if (site.has(CARD_TOP_UP)) {
            member("GET", "/topup/card", CardTopUpPage::show);
            member("POST", "/topup/card", CardTopUpPage::topUp);
            member("GET", "/topup/card/done", CardTopUpPage.STEPS::done);
        }
        if (site.has(BANK_TOP_UP)) {
            member("GET", "/topup/bank", BankTopUpPage::show);
            member("POST", "/topup/bank", BankTopUpPage::order);
            member("GET", "/topup/bank/{order}", BankTopUpPage::state);
        }
        if (site.has(WITHDRAW)) {
            member("GET", "/withdraw", WithdrawPage::show);
            member("POST", "/withdraw", WithdrawPage::enter);
            member("GET", "/withdraw/check", WithdrawPage::check);
            member("POST", "/withdraw/check", WithdrawPage::withdraw);
            member("GET", "/withdraw/done", WithdrawPage.STEPS::done);
        }
        if (site.has(BILL)) {
            member("GET", "/bill", BillPage::show);
            member("POST", "/bill", BillPage::enter);
            member("GET", "/bill/check", BillPage::check);
            member("POST", "/bill/check", BillPage::pay);
            member("GET", "/bill/done", BillPage.STEPS::done);
            member("GET", "/bill/pending", BillPage::pending);
        }
        if (site.has(BANK_CARD)) {
            member("GET", "/bank-card", BankCardPage::show);
            member("POST", "/bank-card/code", BankCardPage::sendCode);
            member("GET", "/bank-card/bind", BankCardPage::bindForm);
            member("POST", "/bank-card/bind", BankCardPage::bind);
            member("GET", "/bank-card/done", BankCardPage::done);
            member("POST", "/bank-card/unbind", BankCardPage::unbind);
        }
        if (site.has(WALLET)) {
            member("GET", "/wallet", WalletPage::show);
        }
    }

    private void account() {
        if (site.has(REGISTER)) {
            open("GET", "/register", RegisterPage::show);
            open("POST", "/register", RegisterPage::send);
            open("GET", "/register/check", RegisterPage::check);
            open("POST", "/register/check", RegisterPage::register);
            open("GET", "/register/done", RegisterPage::done);
        }
        if (site.has(RESET)) {
            reset("/reset/login", false);
            reset("/reset/pay", true);
        }
        if (site.has(REAL_NAME)) {
            member("GET", "/real-name", RealNamePage::show);
            member("POST", "/real-name/code", RealNamePage::sendCode);
            member("GET", "/real-name/code", RealNamePage::codeForm);
            member("POST", "/real-name/upgrade", RealNamePage::upgrade);
        }
        if (site.has(ALIAS)) {
            member("GET", "/security/alias", SecurityPage::alias);
            member("POST", "/security/alias", SecurityPage::setAlias);
        }
        if (site.has(QUESTION)) {
            member("GET", "/security/question", SecurityPage::question);
            member("POST", "/security/question", SecurityPage::setQuestion);
        }
        if (site.has(CLOSE)) {
            member("GET", "/close", ClosePage::show);
            member("GET", "/close/check", ClosePage::check);
            member("POST", "/close/check", ClosePage::close);
            open("GET", "/close/done", ClosePage::done);
        }
    }

    private void reset(String path, boolean pay) {
        reach(pay, "GET", path, ResetPage.show(pay));
        reach(pay, "POST", path, ResetPage.send(pay));
        reach(pay, "GET", path + "/new", ResetPage.newForm(pay));
        reach(pay, "POST", path + "/new", ResetPage.reset(pay));
        reach(pay, "GET", path + "/done", ResetPage.done(pay));
    }

    private void reach(boolean onlyMembers, String method, String path, PageHandler act) {
        if (onlyMembers) {
            member(method, path, act);
        } else {
            open(method, path, act);
        }
    }

    private void checkout() {
        open("GET", "/pay/{token}", PayPage::show);
        member("POST", "/pay/{token}", PayPage::pay);
        member("POST", "/pay/{token}/code", PayPage::sendCode);
        open("GET", "/pay/{token}/done", PayPage::done);
        open("GET", "/pay/{token}/leave", PayPage::leave);
    }

    /** For everybody. */
    private void open(String method, String path, PageHandler act) {
        for (var lang : Lang.values()) {
            routes.on(
                    method,
                    path.equals("/") && lang == Lang.EN ? "/en" : lang.prefix() + path,
                    guarded(lang, visit -> mustChange(visit, path) ? visit.go("/first-password") : act.on(visit)));
        }
    }

    /** For those who have logged in. */
    private void member(String method, String path, PageHandler act) {
        open(method, path, visit -> visit.member().isEmpty() ? toLogin(visit, method) : act.on(visit));
    }

    /** Until he has a password of his own nothing else can be reached (S-113). */
    private static boolean mustChange(Visit visit, String path) {
        return visit.session().get(MustChange.class).isPresent()
                && !path.equals("/first-password")
                && !path.equals("/logout")
                && !path.equals("/agreement")
                && !path.equals("/help");
    }

    private static WebAnswer toLogin(Visit visit, String method) {
        var over = visit.isLost() ? "?over=1" : "";
        var back = method.equals("GET") && ReturnPath.isOurs(visit.path())
                ? (over.isEmpty() ? "?" : "&") + "back=" + visit.path()
                : "";
        return visit.go("/login" + over + back);
    }

    private Handler guarded(Lang lang, PageHandler act) {
        return site.sessions()
                .page(
                        (request, session) -> known(new Visit(site, request, session, lang), act),
                        (request, session) -> over(new Visit(site, request, session, lang)));
    }

    /** Who has logged in is looked at again now and then, and before everything that changes something. */
    private WebAnswer known(Visit visit, PageHandler act) {
        if (visit.session().owner().isEmpty() || LoginRecheck.isFresh(visit)) {
            return act.on(visit);
        }
        return WebAnswer.later(site.service()
                .present(visit.session().id())
                .thenComposeAsync(
                        reply -> Steps.later(reply.fold(
                                done -> present(visit, done.value(), act),
                                no -> absent(visit, no, act),
                                pending -> act.on(visit))),
                        site.render()));
    }

    /** Also after we were started again, when nothing but the login is remembered. */
    private static WebAnswer present(Visit visit, SiteService.SiteLogin login, PageHandler act) {
        if (login.mustChange() && visit.session().get(MustChange.class).isEmpty()) {
            return end(visit);
        }
        visit.session().put(Member.class, login.member());
        LoginRecheck.now(visit);
        return act.on(visit);
    }

    private static WebAnswer absent(Visit visit, Reply.Refused<?> no, PageHandler act) {
        if (no.reason().equals("session-over")) {
            return end(visit);
        }
        return visit.member().isPresent() ? act.on(visit) : visit.refused(no);
    }

    /** With another password, or without his account, he has to log in again. */
    private static WebAnswer end(Visit visit) {
        visit.session().end();
        return visit.go("/login?over=1" + (visit.isPost() ? "" : back(visit)));
    }

    private static String back(Visit visit) {
        return ReturnPath.isOurs(visit.path()) ? "&back=" + visit.path() : "";
    }

    /** A form whose session is over leads to the login and back to its page; what it had begun goes on there. */
    private static WebAnswer over(Visit visit) {
        KeptForm.of(visit, List.of(WithdrawPage.STEPS, BillPage.STEPS, CardTopUpPage.STEPS))
                .ifPresent(kept -> visit.session().put(KeptForm.class, kept));
        var path = visit.path();
        var back = ReturnPath.isOurs(path) && !path.equals("/logout") ? "&back=" + path : "";
        return visit.go("/login?over=1" + back);
    }
}
