package cn.smspay.web.desks;

import cn.smspay.counter.desks.AuditDesk;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.PageTable;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** 审计: who looked at what and did what, newest first, and whether the chain over it is whole (R 4.12). */
final class AuditPage {
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])1[0-9]{10}(?![0-9])");
    private static final int FAULTS_SHOWN = 20;
    private static final int PAGE = 100;

    private AuditPage() {}

    static WebAnswer show(DeskVisit visit) {
        return show(visit, null, List.of());
    }

    private static WebAnswer show(DeskVisit visit, @Nullable Notice notice, List<String> faults) {
        var text = visit.query("before");
        Long before = text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
        return visit.done(visit.desks().audit().list(visit.caller(), null, before, ""), it -> {
            var w = visit.w();
            var rows = it.rows();
            var table = new PageTable(
                    w.t("audit.title"),
                    List.of(
                            PageTable.Head.of(w.t("audit.id")),
                            PageTable.Head.of(w.t("orders.at")),
                            PageTable.Head.of(w.t("audit.who")),
                            PageTable.Head.of(w.t("audit.act")),
                            PageTable.Head.of(w.t("audit.subject")),
                            PageTable.Head.of(w.t("audit.what")),
                            PageTable.Head.of(w.t("audit.outcome"))),
                    rows.stream().map(AuditPage::row).toList(),
                    w.t("audit.none"));
            var links = rows.size() == PAGE
                    ? List.of(new Link(
                            "/audit?before=" + rows.get(PAGE - 1).id(), w.t("pages.after"), w.t("audit.older")))
                    : List.<Link>of();
            var check = FormView.of(w.t("audit.check.title"), "/audit/check", w.t("audit.check.do"))
                    .lead(w.t("audit.check.lead"))
                    .view();
            return visit.page(
                    "audit",
                    DeskView.of(
                            w.t("audit.title"),
                            Box.of(w.t("audit.title")).first().notice(notice).texts(faults),
                            Box.form(check),
                            Box.of("").table(table).links(links)));
        });
    }

    private static List<PageTable.Cell> row(AuditDesk.Row row) {
        return List.of(
                PageTable.Cell.of(Long.toString(row.id())),
                PageTable.Cell.of(DisplayFormat.desk(row.at())),
                PageTable.Cell.of(row.who()),
                PageTable.Cell.code(row.act()),
                PageTable.Cell.of(masked(row.subject())),
                PageTable.Cell.of(masked((row.why() + " " + row.what()).strip())),
                PageTable.Cell.code(row.outcome()));
    }

    /** No number whole, wherever it stands. */
    static String masked(String text) {
        return NUMBER.matcher(text).replaceAll(match -> DisplayFormat.number(match.group()));
    }

    static WebAnswer check(DeskVisit visit) {
        return visit.done(visit.desks().audit().check(visit.caller()), it -> {
            var w = visit.w();
            var faults = it.faults();
            return faults.isEmpty()
                    ? show(visit, new Notice(Mark.Kind.GOOD, w.t("audit.whole"), ""), List.of())
                    : show(
                            visit,
                            new Notice(
                                    Mark.Kind.BAD, w.t("audit.broken", "n", faults.size()), w.t("audit.broken.then")),
                            faults.stream().limit(FAULTS_SHOWN).toList());
        });
    }
}
