package cn.smspay.web.site;

import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.SlipView;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 明细: a period, what came in and went out, the movements, and the same as a file. */
public final class HistoryPage {
    private static final int PER_PAGE = 20;
    /** A page of a printed year; whoever needs more asks for another period. */
    private static final int CSV_MOST = 2_000;

    private static final int YEAR_DAYS = 366;
    private static final int PAGES_MOST = 1_000;

    private HistoryPage() {}

    /** One movement as a line of the table. */
    public record Row(
            String number,
            String what,
            String when,
            String pocket,
            String amount,
            String balance,
            @Nullable Mark mark) {
        static Row of(Visit visit, SiteService.SiteMovement move) {
            var w = visit.w();
            return new Row(
                    move.number(),
                    HistoryPage.what(visit, move),
                    visit.show().time(move.at(), visit.now()),
                    w.t("pocket." + move.pocket() + ".short"),
                    DisplayFormat.signed(move.amount()),
                    DisplayFormat.amount(move.balance()),
                    move.state().equals("done") ? null : HistoryPage.mark(visit, move));
        }
    }

    /** The page. */
    public record View(
            String title,
            List<Field> fields,
            List<Field> wrong,
            String find,
            String hint,
            List<Fact> sums,
            String caption,
            List<Row> rows,
            @Nullable Link before,
            String at,
            @Nullable Link after,
            @Nullable Link csv) {}

    record HistoryForm(LocalDate first, LocalDate last) {
        static HistoryForm read(Form form, LocalDate today) {
            var last = form.day("to", today);
            var first = form.day("from", last.withDayOfMonth(1));
            return new HistoryForm(first, last);
        }
    }

    static WebAnswer show(Visit visit) {
        var form = visit.queryForm("history");
        var typed = read(visit, form);
        if (!form.isGood()) {
            return view(visit, form, typed, 1, null);
        }
        int page = page(visit);
        return visit.done(
                visit.service()
                        .history(
                                visit.me(),
                                visit.visitor(),
                                typed.first(),
                                typed.last(),
                                (page - 1) * PER_PAGE,
                                PER_PAGE),
                it -> view(visit, form, typed, page, it));
    }

    private static HistoryForm read(Visit visit, Form form) {
        var typed = HistoryForm.read(form, visit.today());
        var w = visit.w();
        if (typed.first().isAfter(visit.today())) {
            form.fault("from", w.t("history.future"));
        } else if (typed.first().isAfter(typed.last())) {
            form.fault("from", w.t("history.order"));
        } else if (typed.first().plusDays(YEAR_DAYS).isBefore(typed.last())) {
            form.fault("from", w.t("history.year"));
        }
        return typed;
    }

    private static int page(Visit visit) {
        var text = visit.query("page");
        return text.matches("[1-9][0-9]{0,2}") ? Math.min(Integer.parseInt(text), PAGES_MOST) : 1;
    }

    private static WebResponse view(
            Visit visit, Form form, HistoryForm typed, int page, SiteService.@Nullable SiteHistory found) {
        var w = visit.w();
        var fields = List.of(shown(form, "from", typed.first()), shown(form, "to", typed.last()));
        var wrong = fields.stream().filter(field -> field.error() != null).toList();
        var show = visit.show();
        var sums = new ArrayList<Fact>();
        var rows = new ArrayList<Row>();
        int total = 0;
        if (found != null) {
            sums.add(Fact.of(w.t("history.in"), w.t("history.count", "n", found.ins()))
                    .end(show.signedMoney(found.in())));
            sums.add(Fact.of(w.t("history.out"), w.t("history.count", "n", found.outs()))
                    .end(show.signedMoney(found.out())));
            found.rows().forEach(move -> rows.add(Row.of(visit, move)));
            total = found.total();
        }
        int pages = Math.max(1, (total + PER_PAGE - 1) / PER_PAGE);
        var period = "from=" + typed.first() + "&to=" + typed.last();
        var view = new View(
                w.t("history.title"),
                fields,
                wrong,
                w.t("history.find"),
                w.t("history.hint"),
                sums,
                caption(visit, typed, total),
                rows,
                page > 1 ? new Link("/history?" + period + "&page=" + (page - 1), w.t("pages.before")) : null,
                w.t("pages.at", "page", page, "pages", pages),
                page < pages ? new Link("/history?" + period + "&page=" + (page + 1), w.t("pages.after")) : null,
                total > 0
                        ? new Link("/history.csv?" + period, w.t("history.csv", "n", Math.min(total, CSV_MOST)))
                        : null);
        var frame = visit.frame(view.title(), "history");
        return visit.html(
                wrong.isEmpty() ? 200 : 422, "site/history", wrong.isEmpty() ? frame : frame.toCorrect(), view);
    }

    /** The day that is asked for, also when nothing was typed. */
    private static Field shown(Form form, String name, LocalDate day) {
        var field = form.field(name, Field.Kind.DATE);
        return field.value().isEmpty()
                ? new Field(
                        name, field.kind(), field.label(), null, null, day.toString(), field.error(), null, List.of())
                : field;
    }

    private static String caption(Visit visit, HistoryForm typed, int total) {
        var show = visit.show();
        var first = show.day(typed.first(), visit.today());
        var last = show.day(typed.last(), visit.today());
        return total == 0
                ? visit.w().t("history.none", "first", first, "last", last)
                : visit.w().t("history.caption", "first", first, "last", last, "n", total);
    }

    static String what(Visit visit, SiteService.SiteMovement move) {
        var w = visit.w();
        var kind = w.t("event." + move.kind());
        var card = move.card();
        var with = card == null ? move.with() : BankNames.tail(w, card);
        return with.isEmpty() ? kind : w.t("event.with", "event", kind, "with", with);
    }

    private static Mark mark(Visit visit, SiteService.SiteMovement move) {
        var kind = switch (move.state()) {
            case "waiting" -> Mark.Kind.WAIT;
            case "returned" -> Mark.Kind.BAD;
            case "doubt" -> Mark.Kind.LOOK;
            default -> Mark.Kind.GOOD;
        };
        return new Mark(kind, visit.w().t("move." + move.state()));
    }

    /** The same as a file; numbers are text that no spreadsheet takes for a formula. */
    static WebAnswer csv(Visit visit) {
        var form = visit.queryForm("history");
        var typed = read(visit, form);
        if (!form.isGood()) {
            return view(visit, form, typed, 1, null);
        }
        return visit.done(
                visit.service().history(visit.me(), visit.visitor(), typed.first(), typed.last(), 0, CSV_MOST),
                it -> WebResponse.of(
                                200, "text/csv; charset=utf-8", csv(visit, it).getBytes(StandardCharsets.UTF_8))
                        .download("smspay-" + typed.first() + "-" + typed.last() + ".csv"));
    }

    private static String csv(Visit visit, SiteService.SiteHistory found) {
        var w = visit.w();
        var head = Stream.of("time", "what", "pocket", "amount", "balance", "number")
                .map(name -> quoted(w.t("csv." + name)))
                .collect(Collectors.joining(","));
        return found.rows().stream()
                .map(move -> Stream.of(
                                DisplayFormat.deskFull(move.at()),
                                what(visit, move),
                                w.t("pocket." + move.pocket()),
                                move.amount().toString(),
                                move.balance().toString(),
                                move.number())
                        .map(HistoryPage::quoted)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "\uFEFF" + head + "\r\n", "\r\n"));
    }

    /** A merchant's name may begin with what a spreadsheet runs; amounts are the only values that may begin with a minus. */
    private static String quoted(String text) {
        boolean runs = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !text.matches("-?[0-9.]+");
        return '"' + (runs ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }

    /** 本笔明细: one movement as a receipt. */
    static WebAnswer one(Visit visit) {
        return visit.done(
                visit.service().movement(visit.me(), visit.visitor(), visit.parameter("number")), it -> one(visit, it));
    }

    private static WebResponse one(Visit visit, SiteService.SiteMovement move) {
        var w = visit.w();
        var show = visit.show();
        var facts = List.of(
                Fact.code(w.t("slip.number"), move.number()),
                Fact.mark(w.t("slip.state"), mark(visit, move)),
                Fact.of(w.t("slip.account"), w.t("pocket." + move.pocket())),
                Fact.of(w.t("slip.balance"), show.money(move.balance())),
                Fact.of(w.t("slip.time"), show.second(move.at())),
                Fact.of(w.t("slip.phone"), DisplayFormat.number(visit.me().number())));
        var view = new SlipView(
                false,
                what(visit, move),
                !move.state().equals("waiting"),
                w.t(move.amount().fen() < 0 ? "slip.out" : "slip.in"),
                new cn.smspay.base.Fen(Math.abs(move.amount().fen())),
                facts,
                null,
                List.of(new Link("/history", w.t("slip.history"))));
        return visit.slip("history", view);
    }
}
