package cn.smspay.web.site;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Fen;
import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Choice;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.SlipView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 网银充值: amount and bank, then the page that hands over to the bank, then what the bank has said. The return decides nothing
 * (R 4.14).
 */
public final class BankTopUpPage {
    private static final Map<String, String> FIELDS =
            Map.of("bad-amount", "amount", "over-day", "amount", "no-wallet", "into");

    private BankTopUpPage() {}

    /** The hand-over to a bank: its form, with the fields that we signed. */
    public record View(
            String title,
            String lead,
            Fen amount,
            List<Fact> facts,
            SiteService.BankPaymentForm form,
            String primary,
            Link secondary,
            String after) {}

    record BankForm(BankCode bank, Fen amount, boolean toWallet) {
        static BankForm read(Form form, Visit visit) {
            var bank = form.choice("bank", BankNames.choices(visit.w()));
            boolean wallet = visit.site().has(SiteService.Function.WALLET)
                    && !form.raw("asked").isEmpty()
                    && form.choice("into", into(visit)).equals("wallet");
            return new BankForm(BankCode.read(bank).orElse(BankCode.ICBC), form.amount("amount"), wallet);
        }
    }

    private static List<Choice> into(Visit visit) {
        return List.of(
                new Choice("cash", visit.w().t("pocket.cash")),
                new Choice("wallet", visit.w().t("pocket.wallet")));
    }

    static WebAnswer show(Visit visit) {
        // Banks send customers back to one address, with the order behind it; it decides nothing.
        var order = visit.query("order");
        if (order.matches("[0-9]{14}")) {
            return visit.go("/topup/bank/" + order + "?returned=1");
        }
        return visit.site().has(SiteService.Function.WALLET)
                ? visit.done(
                        visit.service().overview(visit.me(), visit.visitor()),
                        it -> entry(visit, visit.empty("ebank"), it.wallet() != null, null))
                : entry(visit, visit.empty("ebank"), false, null);
    }

    /** Whoever was asked where it goes is asked again. */
    private static WebResponse again(Visit visit, Form form, Reply.@Nullable Refused<?> no) {
        return entry(
                visit,
                form,
                visit.site().has(SiteService.Function.WALLET)
                        && !form.raw("asked").isEmpty(),
                no);
    }

    private static WebResponse entry(Visit visit, Form form, boolean wallet, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var view = FormView.of(w.t("ebank.title"), "/topup/bank", w.t("ebank.do"))
                .step(1)
                .hidden("k", BankCardPage.word(visit))
                .secondary(new Link("/topup", w.t("form.cancel")))
                .after(w.t("ebank.after"));
        if (no != null) {
            Steps.put(visit, form, view, FIELDS, no);
        }
        view.field(form.field("bank", Field.Kind.CHOICE, null, BankNames.choices(w)))
                .field(form.field("amount", Field.Kind.AMOUNT));
        if (wallet) {
            view.hidden("asked", "into").field(form.field("into", Field.Kind.ONE_OF, null, into(visit)));
        } else {
            view.fact(Fact.of(w.t("card.to"), w.t("pocket.cash")));
        }
        return visit.form("topup", view.view());
    }

    static WebAnswer order(Visit visit) {
        var form = visit.form("ebank");
        var typed = BankForm.read(form, visit);
        if (!form.isGood()) {
            return again(visit, form, null);
        }
        return visit.when(
                visit.service()
                        .topUpByBank(
                                visit.me(),
                                visit.visitor(),
                                BankCardPage.word(visit),
                                typed.bank(),
                                typed.amount(),
                                typed.toWallet()),
                reply -> reply.fold(
                        done -> visit.go("/topup/bank/" + done.value().order()),
                        no -> again(visit, form, no),
                        pending -> visit.go("/history")));
    }

    /** Where the order is: still to be paid, paid, or over. */
    static WebAnswer state(Visit visit) {
        return visit.done(visit.service().bankOrder(visit.me(), visit.visitor(), visit.parameter("order")), it -> {
            var form = it.form();
            return form != null && visit.query("returned").isEmpty() ? handOver(visit, it, form) : slip(visit, it);
        });
    }

    private static WebResponse handOver(Visit visit, SiteService.BankOrder it, SiteService.BankPaymentForm form) {
        var w = visit.w();
        var bank = BankNames.of(w, it.bank());
        var view = new View(
                w.t("ebank.check.title"),
                w.t("ebank.check.lead"),
                it.amount(),
                facts(visit, it),
                form,
                w.t("ebank.go", "bank", bank),
                new Link("/topup/bank", w.t("form.back")),
                w.t("ebank.go.after", "bank", bank));
        return visit.page("site/bank", view.title(), "topup", view).formsGoTo(form.origin());
    }

    private static List<Fact> facts(Visit visit, SiteService.BankOrder it) {
        var w = visit.w();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.code(w.t("ebank.order"), it.order()));
        facts.add(Fact.of(w.t("ebank.bank"), BankNames.of(w, it.bank())));
        facts.add(Fact.of(w.t("card.to"), w.t(it.toWallet() ? "pocket.wallet" : "pocket.cash")));
        facts.add(Fact.of(w.t("ebank.until"), visit.show().time(it.payUntil(), visit.now())));
        return facts;
    }

    private static WebResponse slip(Visit visit, SiteService.BankOrder it) {
        var w = visit.w();
        var facts = new ArrayList<>(facts(visit, it));
        facts.add(1, Fact.mark(w.t("slip.state"), mark(visit, it.state())));
        facts.add(Fact.of(w.t("slip.phone"), DisplayFormat.number(visit.me().number())));
        boolean paid = it.state().equals("paid");
        return visit.slip(
                "topup",
                new SlipView(
                        true,
                        w.t("ebank.state." + it.state() + ".title"),
                        paid,
                        w.t("ebank.state." + it.state() + ".lead"),
                        it.amount(),
                        facts,
                        paid ? null : w.t("ebank.next"),
                        List.of(
                                new Link("/", w.t("slip.home")),
                                new Link(
                                        "/topup/bank/" + it.order() + "?returned=1",
                                        w.t(paid ? "slip.again" : "ebank.look")))));
    }

    private static Mark mark(Visit visit, String state) {
        var kind = switch (state) {
            case "paid" -> Mark.Kind.GOOD;
            case "expired" -> Mark.Kind.OFF;
            case "mismatch" -> Mark.Kind.LOOK;
            default -> Mark.Kind.WAIT;
        };
        return new Mark(kind, visit.w().t("ebank.state." + state));
    }
}
