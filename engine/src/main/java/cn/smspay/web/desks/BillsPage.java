package cn.smspay.web.desks;

import cn.smspay.accounts.merchants.MerchantBills.Fund;
import cn.smspay.accounts.merchants.MerchantBills.Trade;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
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
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.PageTable;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 账单: a merchant's payments and refunds of a day that is over, and the movements of what we hold for it, also as a file. */
final class BillsPage {
    private BillsPage() {}

    private static String merchant(DeskVisit visit) {
        return Objects.requireNonNull(visit.me().merchant());
    }

    static WebAnswer show(DeskVisit visit) {
        return visit.go("/bills/" + ServiceDay.date(visit.now()).minusDays(1));
    }

    static WebAnswer find(DeskVisit visit) {
        var form = visit.form("bills");
        var yesterday = ServiceDay.date(visit.now()).minusDays(1);
        var day = form.day("day", yesterday);
        return form.isGood()
                ? visit.go("/bills/" + day)
                : visit.page("bills", DeskView.of(visit.w().t("bills.title"), search(visit, form)));
    }

    private static Box search(DeskVisit visit, Form form) {
        var w = visit.w();
        return Box.form(FormView.of(w.t("bills.title"), "/bills", w.t("bills.do"))
                        .field(form.field("day", Field.Kind.DATE))
                        .view())
                .first()
                .inLine();
    }

    private static Optional<LocalDate> day(DeskVisit visit) {
        try {
            return Optional.of(LocalDate.parse(visit.parameter("day")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static WebAnswer one(DeskVisit visit) {
        var day = day(visit);
        if (day.isEmpty()) {
            return visit.go("/bills");
        }
        return visit.when(
                visit.desks().merchants().trades(merchant(visit), day.get()),
                reply -> reply.fold(
                        trades -> visit.done(
                                visit.desks().merchants().funds(merchant(visit), day.get()),
                                funds -> view(visit, day.get(), trades.value(), funds)),
                        no -> notYet(visit, visit.notice(no)),
                        pending -> visit.go("/bills")));
    }

    private static WebResponse notYet(DeskVisit visit, @Nullable Notice notice) {
        return visit.page(
                "bills",
                DeskView.of(
                        visit.w().t("bills.title"),
                        search(visit, visit.empty("bills")).notice(notice)));
    }

    private static Fen sum(List<Trade> trades, Predicate<Trade> which) {
        return new Fen(
                trades.stream().filter(which).mapToLong(it -> it.amount().fen()).sum());
    }

    private static WebResponse view(DeskVisit visit, LocalDate day, List<Trade> trades, List<Fund> funds) {
        var w = visit.w();
        return visit.page(
                "bills",
                new DeskView(
                        w.t("bills.title"),
                        List.of(search(visit, visit.empty("bills")), bill(visit, day, trades), book(visit, funds)),
                        List.of()));
    }

    private static Box bill(DeskVisit visit, LocalDate day, List<Trade> trades) {
        var w = visit.w();
        var show = visit.show();
        var paid = sum(trades, it -> it.kind().equals("PAYMENT"));
        var back = sum(trades, it -> it.kind().equals("REFUND"));
        return Box.of(w.t("bills.of", "day", day))
                .facts(List.of(
                        Fact.of(w.t("settlements.paid"), show.money(paid)),
                        Fact.of(w.t("settlements.refunded"), show.money(back))))
                .table(new PageTable(
                        w.t("bills.trades"),
                        List.of(
                                PageTable.Head.of(w.t("orders.at")),
                                PageTable.Head.of(w.t("bills.kind")),
                                PageTable.Head.of(w.t("orders.no")),
                                PageTable.Head.of(w.t("slip.number")),
                                new PageTable.Head(w.t("orders.amount"), true)),
                        trades.stream()
                                .map(it -> List.of(
                                        PageTable.Cell.of(DisplayFormat.desk(it.at())),
                                        PageTable.Cell.of(kind(visit, it)),
                                        PageTable.Cell.code(it.merchantOrderNo()),
                                        PageTable.Cell.code(it.refundNo().isEmpty() ? it.orderNo() : it.refundNo()),
                                        PageTable.Cell.of(DisplayFormat.amount(it.amount()))))
                                .toList(),
                        w.t("bills.none")))
                .links(
                        trades.isEmpty()
                                ? List.of()
                                : List.of(new Link(
                                        "/bills/" + day + "/trades.csv", w.t("bills.csv", "n", trades.size()))));
    }

    private static Box book(DeskVisit visit, List<Fund> funds) {
        var w = visit.w();
        return Box.of(w.t("bills.funds"))
                .table(new PageTable(
                        w.t("bills.funds"),
                        List.of(
                                PageTable.Head.of(w.t("orders.at")),
                                PageTable.Head.of(w.t("moves.what")),
                                new PageTable.Head(w.t("orders.amount"), true),
                                new PageTable.Head(w.t("moves.balance"), true)),
                        funds.stream()
                                .map(it -> List.of(
                                        PageTable.Cell.of(DisplayFormat.desk(it.at())),
                                        PageTable.Cell.of(event(visit, it)),
                                        PageTable.Cell.of(DisplayFormat.signed(
                                                it.in()
                                                        ? it.amount()
                                                        : new Fen(-it.amount().fen()))),
                                        PageTable.Cell.of(DisplayFormat.amount(it.balanceAfter()))))
                                .toList(),
                        w.t("bills.none")));
    }

    private static String kind(DeskVisit visit, Trade it) {
        return visit.w()
                .t("bills." + it.kind().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    private static String event(DeskVisit visit, Fund it) {
        var key = "event." + it.event().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return visit.w().has(key) ? visit.w().t(key) : it.event();
    }

    static WebAnswer csv(DeskVisit visit) {
        var day = day(visit);
        return day.isEmpty()
                ? visit.go("/bills")
                : visit.done(
                        visit.desks().merchants().trades(merchant(visit), day.get()),
                        trades -> WebResponse.of(
                                        200,
                                        "text/csv; charset=utf-8",
                                        csv(visit, trades).getBytes(StandardCharsets.UTF_8))
                                .download("smspay-bill-" + day.get() + ".csv"));
    }

    private static String csv(DeskVisit visit, List<Trade> trades) {
        var w = visit.w();
        var head = Stream.of(
                        w.t("orders.at"),
                        w.t("bills.kind"),
                        w.t("orders.no"),
                        w.t("slip.number"),
                        w.t("bills.refund-no"),
                        w.t("orders.amount"))
                .map(BillsPage::quoted)
                .collect(Collectors.joining(","));
        return trades.stream()
                .map(it -> Stream.of(
                                DisplayFormat.deskFull(it.at()),
                                kind(visit, it),
                                it.merchantOrderNo(),
                                it.orderNo(),
                                it.refundNo(),
                                it.amount().toString())
                        .map(BillsPage::quoted)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "\uFEFF" + head + "\r\n", "\r\n"));
    }

    /** Numbers that a merchant chose may begin with what a spreadsheet runs. */
    private static String quoted(String text) {
        boolean runs = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return '"' + (runs ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
