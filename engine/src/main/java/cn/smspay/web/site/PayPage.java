package cn.smspay.web.site;

import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.SlipView;
import cn.smspay.web.page.UnfinishedForms.Draft;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 付款: the order is its own check page. It decides nothing for the merchant, whose server is told; it ends on a receipt of ours
 * with a plain link back, for a redirect of the form to another origin is stopped by the browser (S-083, S-084).
 */
public final class PayPage {
    private static final Map<String, String> FIELDS =
            Map.of("pin-wrong", "pay", "code-wrong", "code", "code-wanted", "code");

    private PayPage() {}

    /**
     * The page.
     *
     * @param other why the other account does not pay; may be empty
     * @param sendCode the word on the button that sends the code; empty for none
     */
    public record View(
            String payTo,
            String merchant,
            String host,
            Fen amount,
            String subject,
            String order,
            String until,
            FormView form,
            String other,
            String sendCode,
            String sendAction) {}

    /** What has come of it: our receipt and the way back. */
    public record DoneView(SlipView slip, @Nullable String back, String backText) {}

    record PayForm(Secret pay, @Nullable Secret code) {
        static PayForm read(Form form, boolean codeWanted) {
            return new PayForm(form.six("pay"), codeWanted ? form.six("code") : null);
        }
    }

    static WebAnswer show(Visit visit) {
        return order(
                visit,
                order -> visit.member().isEmpty()
                        ? visit.go("/login?back=/pay/" + visit.parameter("token"))
                        : view(visit, order, draft(visit, order), visit.empty("pay"), null));
    }

    private static WebAnswer order(
            Visit visit, java.util.function.Function<SiteService.CheckoutOrder, WebResponse> then) {
        return visit.done(
                visit.service().order(visit.member().orElse(null), visit.visitor(), visit.parameter("token")),
                order -> order.state().equals("open") ? then.apply(order) : over(visit, order));
    }

    /** One draft an order: a second tab of it is the same payment. */
    private static Draft draft(Visit visit, SiteService.CheckoutOrder order) {
        return visit.drafts().begin("pay", Map.of("order", order.order()));
    }

    private static WebResponse over(Visit visit, SiteService.CheckoutOrder order) {
        var w = visit.w();
        boolean paid = order.state().equals("paid");
        var slip = new SlipView(
                false,
                w.t(paid ? "pay.paid" : "pay.closed"),
                paid,
                w.t(paid ? "pay.paid.lead" : "pay.closed.lead"),
                order.amount(),
                facts(visit, order),
                null,
                List.of());
        return done(visit, order, slip);
    }

    private static List<Fact> facts(Visit visit, SiteService.CheckoutOrder order) {
        var w = visit.w();
        return List.of(
                Fact.of(w.t("pay.merchant"), order.merchant()),
                Fact.of(w.t("pay.subject"), order.subject()),
                Fact.code(w.t("pay.order"), order.merchantOrder()));
    }

    private static WebResponse done(Visit visit, SiteService.CheckoutOrder order, SlipView slip) {
        var w = visit.w();
        var view = new DoneView(slip, back(order), w.t("pay.back"));
        return visit.page("site/paid", slip.title(), "pay", view);
    }

    /** Where the merchant's page is: an https address that he registered, or nothing. */
    static @Nullable String back(SiteService.CheckoutOrder order) {
        try {
            var uri = new URI(order.returnUrl());
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            return web && uri.getHost() != null && uri.getUserInfo() == null ? uri.toASCIIString() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static WebResponse view(
            Visit visit, SiteService.CheckoutOrder order, Draft draft, Form form, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var show = visit.show();
        var path = "/pay/" + visit.parameter("token");
        var view = FormView.of(w.t("pay.title"), path, w.t("pay.do", "amount", show.money(order.amount())))
                .hidden("d", draft.id())
                .hidden("n", Integer.toString(draft.attempt()))
                .secondary(new Link(path + "/leave", w.t("pay.leave")))
                .after(w.t("form.once"));
        if (no != null) {
            Steps.put(visit, form, view, FIELDS, no);
        }
        if (!order.pocket().isEmpty()) {
            view.fact(Fact.of(w.t("pay.account"), w.t("pocket." + order.pocket()))
                    .second(w.t("slip.after", "balance", show.money(order.after()))));
            view.field(form.field("pay", Field.Kind.PIN));
            if (order.codeWanted()) {
                view.field(form.field("code", Field.Kind.CODE, "one-time-code"));
            }
        }
        var sentAt = order.codeSentAt();
        var page = new View(
                w.t("pay.to"),
                order.merchant(),
                order.host(),
                order.amount(),
                order.subject(),
                order.merchantOrder(),
                w.t("pay.until", "until", show.time(order.until(), visit.now())),
                view.view(),
                other(visit, order),
                order.codeWanted() && !order.pocket().isEmpty()
                        ? w.t(sentAt == null ? "pay.send" : "pay.send.again", "number", SecurityPage.masked(visit))
                        : "",
                path + "/code");
        boolean wrong = !view.view().wrong().isEmpty();
        var frame = visit.frame(w.t("pay.title"), "pay");
        return visit.html(wrong ? 422 : 200, "site/pay", wrong ? frame.toCorrect() : frame, page);
    }

    /** Two accounts never pay one order together, which has to be said where one alone is too small. */
    private static String other(Visit visit, SiteService.CheckoutOrder order) {
        var w = visit.w();
        var show = visit.show();
        return switch (order.pocket()) {
            case "cash" -> w.t("pay.other.card", "card", show.money(order.card()));
            case "card" -> "";
            default -> w.t("pay.none", "cash", show.money(order.cash()), "card", show.money(order.card()));
        };
    }

    static WebAnswer sendCode(Visit visit) {
        var path = "/pay/" + visit.parameter("token");
        return visit.when(
                visit.service()
                        .sendCode(visit.visitor(), new Msisdn(visit.me().number()), SiteService.CodeFor.PAY_OVER_100),
                reply -> reply.fold(done -> visit.go(path), visit::refused, pending -> visit.go(path)));
    }

    static WebAnswer pay(Visit visit) {
        return WebAnswer.later(visit.service()
                .order(visit.me(), visit.visitor(), visit.parameter("token"))
                .thenComposeAsync(
                        reply -> Steps.later(reply.<WebAnswer>fold(
                                done -> pay(visit, done.value()), visit::refused, pending -> visit.go("/"))),
                        visit.site().render()));
    }

    private static WebAnswer pay(Visit visit, SiteService.CheckoutOrder order) {
        if (!order.state().equals("open")) {
            return over(visit, order);
        }
        var found = visit.drafts()
                .find("pay", visit.typed("d"))
                .or(() -> KeptForm.draft(visit, "pay", Map.of("order", order.order())));
        if (found.isEmpty() || !found.get().typed("order").equals(order.order())) {
            return visit.go("/pay/" + visit.parameter("token"));
        }
        var draft = found.get();
        var form = visit.form("pay");
        var typed = PayForm.read(form, order.codeWanted());
        if (!form.isGood()) {
            return view(visit, order, draft, form, null);
        }
        return visit.when(
                visit.service()
                        .pay(
                                visit.me(),
                                visit.visitor(),
                                draft.word(),
                                visit.parameter("token"),
                                typed.pay(),
                                typed.code()),
                reply -> reply.fold(
                        done -> paid(visit, order, done.value()),
                        no -> view(visit, order, visit.drafts().refused(draft, draft.attempt()), form, no),
                        pending -> visit.go("/pay/" + visit.parameter("token"))));
    }

    private static WebResponse paid(Visit visit, SiteService.CheckoutOrder order, SiteService.CheckoutPaid bought) {
        var w = visit.w();
        var show = visit.show();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.code(w.t("slip.number"), bought.number()));
        facts.add(Fact.mark(w.t("slip.state"), new Mark(Mark.Kind.GOOD, w.t("pay.state"))));
        facts.addAll(facts(visit, order));
        facts.add(Fact.of(w.t("slip.from"), w.t("pocket." + bought.pocket()))
                .second(w.t("slip.left", "balance", show.money(bought.balance()))));
        facts.add(Fact.of(w.t("slip.time"), show.second(bought.at())));
        facts.add(Fact.of(w.t("slip.phone"), DisplayFormat.number(visit.me().number())));
        var draft = visit.drafts().begin("paid", Map.of("order", order.order()));
        visit.drafts()
                .done(
                        draft,
                        new SlipView(
                                false,
                                w.t("pay.paid"),
                                true,
                                w.t("pay.done.lead"),
                                order.amount(),
                                facts,
                                null,
                                List.of()));
        return visit.go("/pay/" + visit.parameter("token") + "/done?d=" + draft.id());
    }

    static WebAnswer done(Visit visit) {
        var slip = visit.drafts().find("paid", visit.query("d")).map(Draft::slip);
        return visit.done(
                visit.service().order(visit.member().orElse(null), visit.visitor(), visit.parameter("token")),
                order -> slip.isPresent()
                        ? done(visit, order, slip.get())
                        : order.state().equals("open")
                                ? visit.go("/pay/" + visit.parameter("token"))
                                : over(visit, order));
    }

    /** 不付款: nothing happens to the order, which ends by its time; the way back stands on the page. */
    static WebAnswer leave(Visit visit) {
        return visit.done(
                visit.service().order(visit.member().orElse(null), visit.visitor(), visit.parameter("token")),
                order -> {
                    var w = visit.w();
                    return done(
                            visit,
                            order,
                            new SlipView(
                                    false,
                                    w.t("pay.left"),
                                    false,
                                    w.t("pay.left.lead"),
                                    order.amount(),
                                    facts(visit, order),
                                    null,
                                    List.of()));
                });
    }
}
