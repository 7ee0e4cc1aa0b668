package cn.smspay.web.desks;

import cn.smspay.accounts.merchants.Deliveries;
import cn.smspay.accounts.merchants.MerchantOrder;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.Refunds;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.counter.desks.MerchantDesk.OrderView;
import cn.smspay.counter.desks.MerchantDesk.RefundView;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.PageTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** 商户台: orders, refunds, settlements and keys of the merchant whose person is logged in, and of nobody else. */
final class MerchantPages {
    private static final int PAGE = 50;
    /** Of the word of the form, enough to tell test orders apart. */
    private static final int TEST_NUMBER = 12;

    private static final Duration TEST_VALID = Duration.ofHours(1);

    private MerchantPages() {}

    record RefundForm(Fen amount, String why) {
        static RefundForm read(Form form) {
            return new RefundForm(form.amount("amount"), form.text("why"));
        }
    }

    static WebAnswer orders(DeskVisit visit) {
        return orders(visit, visit.empty("orders"), visit.empty("test"), null);
    }

    private static WebAnswer orders(DeskVisit visit, Form find, Form test, @Nullable Notice notice) {
        var before = visit.query("before");
        return visit.done(
                visit.desks().merchants().orders(visit.merchant(), before.matches("[0-9]{1,20}") ? before : "", PAGE),
                orders -> told(visit, orders, told -> {
                    var w = visit.w();
                    var links = orders.size() == PAGE
                            ? List.of(new Link(
                                    "/orders?before=" + orders.get(PAGE - 1).no(),
                                    w.t("pages.after"),
                                    w.t("orders.older")))
                            : List.<Link>of();
                    var search = FormView.of(w.t("orders.find.title"), "/orders/find", w.t("orders.find.do"))
                            .field(find.field("no", Field.Kind.TEXT))
                            .view();
                    var trial = FormView.of(w.t("test.title"), "/orders/test", w.t("test.do"))
                            .lead(w.t("test.lead"))
                            .hidden("k", visit.site().tokens().get())
                            .notice(notice)
                            .field(test.field("subject", Field.Kind.TEXT))
                            .field(test.field("amount", Field.Kind.AMOUNT))
                            .view();
                    return visit.page(
                            "orders",
                            new DeskView(
                                    w.t("orders.title"),
                                    List.of(
                                            Box.form(search).inLine(),
                                            Box.of(w.t("orders.title"))
                                                    .first()
                                                    .texts(sums(visit, orders))
                                                    .table(table(visit, orders, told))
                                                    .links(links)),
                                    List.of(Box.form(trial))));
                }));
    }

    private static WebAnswer told(
            DeskVisit visit,
            List<OrderView> orders,
            Function<Map<String, Deliveries.EventDelivery>, WebResponse> then) {
        var numbers = orders.stream().map(OrderView::no).toList();
        return visit.done(visit.desks().partners().told(visit.merchant(), numbers), then::apply);
    }

    /** What the list comes to. */
    private static List<String> sums(DeskVisit visit, List<OrderView> orders) {
        var paid = orders.stream()
                .filter(order -> order.state() == MerchantOrder.State.PAID && !order.test())
                .toList();
        var sum = paid.stream().map(OrderView::amount).reduce(Fen.ZERO, Fen::plus);
        var back = paid.stream().map(OrderView::refunded).reduce(Fen.ZERO, Fen::plus);
        return orders.isEmpty()
                ? List.of()
                : List.of(visit.w()
                        .t(
                                "orders.sums",
                                "n",
                                orders.size(),
                                "paid",
                                paid.size(),
                                "sum",
                                visit.show().money(sum),
                                "back",
                                visit.show().money(back)));
    }

    /** How far the merchant's program knows, which is another thing than whether it is paid. */
    private static PageTable.Cell told(DeskVisit visit, OrderView order, Deliveries.@Nullable EventDelivery told) {
        var w = visit.w();
        if (told != null) {
            return PageTable.Cell.mark(NotificationsPage.mark(visit, told));
        }
        return PageTable.Cell.of(
                order.state() == MerchantOrder.State.PAID || order.state() == MerchantOrder.State.CLOSED
                        ? w.t("told.not")
                        : "");
    }

    private static PageTable table(
            DeskVisit visit, List<OrderView> orders, Map<String, Deliveries.EventDelivery> told) {
        var w = visit.w();
        var heads = List.of(
                PageTable.Head.of(w.t("orders.at")),
                PageTable.Head.of(w.t("orders.no")),
                PageTable.Head.of(w.t("orders.subject")),
                new PageTable.Head(w.t("orders.amount"), true),
                PageTable.Head.of(w.t("orders.paying")),
                PageTable.Head.of(w.t("orders.telling")),
                PageTable.Head.of(w.t("orders.payer")));
        var rows = orders.stream()
                .map(order -> List.of(
                        PageTable.Cell.of(DisplayFormat.desk(order.madeAt())),
                        PageTable.Cell.link(new Link("/orders/" + order.no(), order.merchantNo())),
                        PageTable.Cell.of(order.subject()),
                        PageTable.Cell.of(DisplayFormat.amount(order.amount())),
                        PageTable.Cell.mark(state(visit, order)),
                        told(visit, order, told.get(order.no())),
                        PageTable.Cell.of(order.payer() == null ? "" : "****" + order.payer())))
                .toList();
        return new PageTable(w.t("orders.title"), heads, rows, w.t("orders.none"));
    }

    /** By the merchant's own number. */
    static WebAnswer find(DeskVisit visit) {
        var form = visit.form("orders");
        var no = form.text("no", 64);
        if (!form.isGood()) {
            return orders(visit, form, visit.empty("test"), null);
        }
        return visit.when(
                visit.desks().merchants().orderByMerchantNo(visit.merchant(), no),
                reply -> reply.fold(
                        done -> visit.go("/orders/" + done.value().no()),
                        refused -> {
                            form.fault("no", visit.sentence(refused));
                            return orders(visit, form, visit.empty("test"), null);
                        },
                        pending -> visit.go("/orders")));
    }

    /** An order that moves no money, to try the merchant's own program with. */
    static WebAnswer test(DeskVisit visit) {
        var form = visit.form("test");
        var subject = form.text("subject", 60);
        var amount = form.amount("amount");
        if (!form.isGood()) {
            return orders(visit, visit.empty("orders"), form, null);
        }
        var word = visit.word();
        var wish = new Orders.OrderRequest(
                "TEST-" + word.substring(0, TEST_NUMBER),
                amount,
                subject,
                MerchantOrder.PayChannel.WWW,
                null,
                null,
                TEST_VALID,
                true);
        return visit.when(
                visit.desks()
                        .merchants()
                        .create(visit.caller(), visit.key(word, subject, amount), visit.merchant(), wish),
                reply -> reply.fold(
                        done -> visit.go("/orders/" + done.value().no()),
                        refused -> orders(visit, visit.empty("orders"), form, visit.notice(refused)),
                        pending -> visit.go("/orders")));
    }

    private static Mark state(DeskVisit visit, OrderView order) {
        var w = visit.w();
        return switch (order.state()) {
            case PAID -> new Mark(Mark.Kind.GOOD, w.t("order.paid"));
            case CLOSED -> new Mark(Mark.Kind.OFF, w.t("order.closed"));
            default -> new Mark(Mark.Kind.WAIT, w.t("order.open"));
        };
    }

    static WebAnswer order(DeskVisit visit) {
        return order(visit, visit.empty("refund"), null);
    }

    private static WebAnswer order(DeskVisit visit, Form form, @Nullable Notice notice) {
        var no = visit.parameter("no");
        return visit.done(
                visit.desks().merchants().order(visit.merchant(), no),
                order -> visit.done(
                        visit.desks().merchants().refunds(visit.merchant(), no),
                        refunds -> told(
                                visit,
                                List.of(order),
                                told -> view(visit, order, refunds, form, notice, told.get(no)))));
    }

    private static WebResponse view(
            DeskVisit visit,
            OrderView order,
            List<RefundView> refunds,
            Form form,
            @Nullable Notice notice,
            Deliveries.@Nullable EventDelivery told) {
        var show = visit.show();
        var what = Box.of(show.money(order.amount()))
                .first()
                .notice(notice)
                .states(List.of(state(visit, order)))
                .facts(facts(visit, order, told));
        return visit.page(
                "orders",
                new DeskView(
                        show.money(order.amount()),
                        List.of(what, Box.of(visit.w().t("refunds.title")).table(table(visit, refunds))),
                        acts(visit, order, form)));
    }

    /** What can still be given back. */
    private static Fen left(OrderView order) {
        return order.amount().minus(order.refunded()).minus(order.offline());
    }

    private static List<Fact> facts(DeskVisit visit, OrderView order, Deliveries.@Nullable EventDelivery told) {
        var w = visit.w();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.code(w.t("orders.no"), order.merchantNo()));
        facts.add(Fact.code(w.t("slip.number"), order.no()));
        facts.add(Fact.of(w.t("orders.subject"), order.subject()));
        facts.add(Fact.of(w.t("orders.payer"), order.payer() == null ? "" : "****" + order.payer()));
        facts.add(Fact.of(w.t("orders.at"), DisplayFormat.deskFull(order.madeAt())));
        facts.add(Fact.of(w.t("order.ended"), order.endedAt() == null ? "" : DisplayFormat.deskFull(order.endedAt())));
        facts.add(Fact.of(w.t("order.left"), visit.show().money(left(order))));
        if (told != null) {
            facts.add(Fact.mark(w.t("orders.telling"), NotificationsPage.mark(visit, told))
                    .link(new Link("/notifications/" + told.event(), w.t("order.told"), w.t("told.title"))));
        }
        if (order.test()) {
            facts.add(Fact.of(w.t("order.kind"), w.t("order.test")));
        }
        if (order.state() == MerchantOrder.State.OPEN) {
            facts.add(Fact.code(w.t("order.pay"), "/pay/" + order.token()));
        }
        return facts;
    }

    private static PageTable table(DeskVisit visit, List<RefundView> refunds) {
        var w = visit.w();
        return new PageTable(
                w.t("refunds.title"),
                List.of(
                        PageTable.Head.of(w.t("orders.at")),
                        PageTable.Head.of(w.t("slip.number")),
                        new PageTable.Head(w.t("orders.amount"), true),
                        PageTable.Head.of(w.t("refund.why")),
                        PageTable.Head.of(w.t("orders.state"))),
                refunds.stream()
                        .map(refund -> List.of(
                                PageTable.Cell.of(DisplayFormat.desk(refund.madeAt())),
                                PageTable.Cell.code(refund.refundNo()),
                                PageTable.Cell.of(DisplayFormat.amount(refund.amount())),
                                PageTable.Cell.of(refund.reason()),
                                PageTable.Cell.of(
                                        w.has("refund." + word(refund.state()))
                                                ? w.t("refund." + word(refund.state()))
                                                : word(refund.state()))))
                        .toList(),
                w.t("refunds.none"));
    }

    private static List<Box> acts(DeskVisit visit, OrderView order, Form form) {
        var w = visit.w();
        var left = left(order);
        var right = new ArrayList<Box>();
        if (order.state() == MerchantOrder.State.PAID && left.isPositive()) {
            right.add(Box.form(FormView.of(w.t("refund.title"), "/orders/" + order.no() + "/refund", w.t("refund.do"))
                    .lead(w.t("refund.lead", "left", visit.show().money(left)))
                    .hidden("k", visit.site().tokens().get())
                    .field(form.field("amount", Field.Kind.AMOUNT))
                    .field(form.field("why", Field.Kind.TEXT))
                    .view()));
        } else if (order.state() != MerchantOrder.State.PAID && order.state() != MerchantOrder.State.CLOSED) {
            right.add(Box.form(
                    FormView.of(w.t("order.close.title"), "/orders/" + order.no() + "/close", w.t("order.close.do"))
                            .ruin()
                            .hidden("k", visit.site().tokens().get())
                            .view()));
        }
        return right;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static WebAnswer refund(DeskVisit visit) {
        var form = visit.form("refund");
        var typed = RefundForm.read(form);
        if (!form.isGood()) {
            return order(visit, form, null);
        }
        var no = visit.parameter("no");
        var word = visit.word();
        var wish = new Refunds.RefundRequest("desk-" + word, no, typed.amount(), typed.why(), false);
        return visit.when(
                visit.desks().merchants().refund(visit.caller(), visit.key(word, no, typed), visit.merchant(), wish),
                reply -> reply.fold(
                        done -> visit.go("/orders/" + no),
                        refused -> order(visit, form, visit.notice(refused)),
                        pending -> visit.go("/orders/" + no)));
    }

    static WebAnswer close(DeskVisit visit) {
        var no = visit.parameter("no");
        return visit.when(
                visit.desks().merchants().close(visit.caller(), visit.key(visit.word(), no), visit.merchant(), no),
                reply -> reply.fold(
                        done -> visit.go("/orders/" + no),
                        refused -> order(visit, visit.empty("refund"), visit.notice(refused)),
                        pending -> visit.go("/orders/" + no)));
    }

    static WebAnswer settlements(DeskVisit visit) {
        var tomorrow = ServiceDay.date(visit.now()).plusDays(1);
        return visit.done(
                visit.desks().merchants().balance(visit.merchant()),
                held -> visit.done(visit.desks().merchants().settlements(visit.merchant(), tomorrow, PAGE), it -> {
                    var w = visit.w();
                    return visit.page(
                            "settlements",
                            DeskView.of(
                                    w.t("settlements.title"),
                                    Box.of(w.t("settlements.title"))
                                            .first()
                                            .facts(List.of(Fact.of(
                                                    w.t("settlements.held"),
                                                    visit.show().money(held))))
                                            .table(MerchantsPage.settlements(visit, it))));
                }));
    }
}
