package cn.smspay.web.desks;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.CardDesk;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Choice;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.PageTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** 充值卡: batches that two people order and two make good; single cards by their serial, never by password (R 4.4). */
final class CardsPage {
    private static final int COUNT_DIGITS = 6;

    private CardsPage() {}

    /** The card that somebody has looked up. */
    record LookedCard(String serial, String why) {}

    record IssueForm(int cards, Fen face, LocalDate lastDay, String why) {
        static IssueForm read(Form form) {
            var count = form.digits("count");
            if (!count.isEmpty() && (!count.matches("[0-9]+") || count.length() > COUNT_DIGITS)) {
                form.fault("count", form.sentence("count.bad"));
            }
            form.text("last");
            return new IssueForm(
                    count.matches("[0-9]{1,6}") ? Integer.parseInt(count) : 0,
                    form.amount("face"),
                    form.day("last", LocalDate.EPOCH),
                    form.text("issue-why"));
        }
    }

    record SerialForm(String serial, String why) {
        static SerialForm read(Form form) {
            var serial = form.digits("serial");
            if (!serial.isEmpty() && !serial.matches("[0-9]{1,20}")) {
                form.fault("serial", form.sentence("serial.bad"));
            }
            return new SerialForm(serial, form.text("serial-why"));
        }
    }

    static WebAnswer show(DeskVisit visit) {
        return show(visit, visit.empty("cards"), null);
    }

    private static WebAnswer show(DeskVisit visit, Form form, @Nullable Notice notice) {
        return visit.me().has(Role.OPERATOR, Role.SUPERVISOR, Role.AUDITOR)
                ? visit.done(
                        visit.desks().cards().batches(visit.caller()),
                        it -> withCard(visit, it.batches(), form, notice))
                : withCard(visit, List.of(), form, notice);
    }

    private static WebAnswer withCard(
            DeskVisit visit, List<CardDesk.OrderedBatch> batches, Form form, @Nullable Notice notice) {
        var looked = visit.session().get(LookedCard.class);
        if (looked.isEmpty()) {
            return view(visit, batches, Optional.empty(), form, notice);
        }
        return visit.when(
                visit.desks()
                        .cards()
                        .look(
                                visit.caller(),
                                looked.get().serial(),
                                looked.get().why()),
                reply -> reply.fold(
                        done -> view(visit, batches, Optional.of(done.value()), form, notice),
                        no -> view(visit, batches, Optional.empty(), form, notice == null ? visit.notice(no) : notice),
                        pending -> visit.go("/cards")));
    }

    private static WebResponse view(
            DeskVisit visit,
            List<CardDesk.OrderedBatch> batches,
            Optional<CardDesk.CardSeen> card,
            Form form,
            @Nullable Notice notice) {
        var w = visit.w();
        var left = new ArrayList<Box>();
        var right = new ArrayList<Box>();
        left.add(Box.form(FormView.of(w.t("cards.look.title"), "/cards/look", w.t("cards.look.do"))
                        .field(form.field("serial", Field.Kind.DIGITS))
                        .field(form.field("serial-why", Field.Kind.TEXT))
                        .view())
                .first()
                .notice(notice)
                .inLine());
        card.ifPresent(it -> {
            left.add(card(visit, it));
            right.addAll(acts(visit, it, form));
        });
        if (visit.me().has(Role.OPERATOR, Role.SUPERVISOR, Role.AUDITOR)) {
            left.add(Box.of(w.t("cards.batches")).table(table(visit, batches)));
        }
        if (visit.me().has(Role.OPERATOR)) {
            right.addAll(batchActs(visit, batches, form));
        }
        return visit.page("cards", new DeskView(w.t("cards.title"), left, right));
    }

    private static PageTable table(DeskVisit visit, List<CardDesk.OrderedBatch> batches) {
        var w = visit.w();
        return new PageTable(
                w.t("cards.batches"),
                List.of(
                        PageTable.Head.of(w.t("cards.batch")),
                        new PageTable.Head(w.t("cards.cards"), true),
                        new PageTable.Head(w.t("cards.face"), true),
                        PageTable.Head.of(w.t("cards.serials")),
                        PageTable.Head.of(w.t("orders.state"))),
                batches.stream()
                        .map(it -> List.of(
                                PageTable.Cell.of(Long.toString(it.id())),
                                PageTable.Cell.of(Integer.toString(it.cards())),
                                PageTable.Cell.of(DisplayFormat.amount(it.face())),
                                PageTable.Cell.code(
                                        it.firstSerial().isEmpty() ? "" : it.firstSerial() + " – " + it.lastSerial()),
                                PageTable.Cell.mark(new Mark(
                                        it.state().equals("ACTIVE") ? Mark.Kind.GOOD : Mark.Kind.WAIT,
                                        w.t("cards.batch." + it.state().toLowerCase(Locale.ROOT))))))
                        .toList(),
                w.t("cards.none"));
    }

    private static Box card(DeskVisit visit, CardDesk.CardSeen it) {
        var w = visit.w();
        var state = it.state().name().toLowerCase(Locale.ROOT);
        var kind = switch (it.state()) {
            case ACTIVE -> Mark.Kind.GOOD;
            case NEW -> Mark.Kind.WAIT;
            case FROZEN -> Mark.Kind.LOOK;
            case VOID, USED, EXPIRED -> Mark.Kind.OFF;
        };
        var facts = new ArrayList<Fact>();
        facts.add(Fact.code(w.t("cards.serial"), it.serial()));
        facts.add(Fact.of(w.t("cards.face"), DisplayFormat.amount(it.face())));
        facts.add(Fact.of(w.t("cards.last"), it.lastDay().toString()));
        var used = it.usedAt();
        if (used != null) {
            facts.add(Fact.of(w.t("cards.used-at"), DisplayFormat.deskFull(used)));
        }
        var batch = it.batch();
        if (batch != null) {
            facts.add(Fact.of(w.t("cards.batch"), Long.toString(batch)));
        }
        return Box.of(w.t("cards.card"))
                .states(List.of(new Mark(kind, w.t("cards.state." + state))))
                .facts(facts);
    }

    private static List<Box> acts(DeskVisit visit, CardDesk.CardSeen it, Form form) {
        var boxes = new ArrayList<Box>();
        boolean operator = visit.me().has(Role.OPERATOR);
        switch (it.state()) {
            case ACTIVE, NEW -> {
                if (operator || visit.me().has(Role.AGENT)) {
                    boxes.add(change(visit, "freeze", it, form));
                }
                if (operator) {
                    boxes.add(change(visit, "void", it, form).fold());
                }
            }
            case FROZEN -> {
                if (operator) {
                    boxes.add(change(visit, "thaw", it, form));
                    boxes.add(change(visit, "void", it, form).fold());
                }
            }
            case VOID, USED, EXPIRED -> {}
        }
        return boxes;
    }

    private static Box change(DeskVisit visit, String act, CardDesk.CardSeen it, Form form) {
        var view = form(visit, "cards." + act, "/cards/" + act)
                .hidden("of", it.serial())
                .field(form.field(act + "-why", Field.Kind.TEXT));
        return Box.form((act.equals("void") ? view.ruin() : view).view());
    }

    private static List<Box> batchActs(DeskVisit visit, List<CardDesk.OrderedBatch> batches, Form form) {
        var w = visit.w();
        var boxes = new ArrayList<Box>();
        boxes.add(Box.form(form(visit, "cards.issue", "/cards/issue")
                        .lead(w.t("cards.issue.lead"))
                        .field(form.field("count", Field.Kind.DIGITS))
                        .field(form.field("face", Field.Kind.AMOUNT))
                        .field(form.field("last", Field.Kind.DATE))
                        .field(form.field("issue-why", Field.Kind.TEXT))
                        .view())
                .fold());
        var ordered = of(batches, "ORDERED");
        if (!ordered.isEmpty()) {
            boxes.add(Box.form(form(visit, "cards.deliver", "/cards/deliver")
                            .lead(w.t("cards.deliver.lead"))
                            .field(form.field("ordered", Field.Kind.CHOICE, null, ordered))
                            .field(form.field("passphrase", Field.Kind.PASSWORD, "new-password"))
                            .view())
                    .fold());
        }
        var issued = of(batches, "ISSUED");
        if (!issued.isEmpty()) {
            boxes.add(Box.form(form(visit, "cards.activate", "/cards/activate")
                            .lead(w.t("cards.activate.lead"))
                            .field(form.field("issued", Field.Kind.CHOICE, null, issued))
                            .field(form.field("activate-why", Field.Kind.TEXT))
                            .view())
                    .fold());
        }
        return boxes;
    }

    private static List<Choice> of(List<CardDesk.OrderedBatch> batches, String state) {
        return batches.stream()
                .filter(it -> it.state().equals(state))
                .map(it -> new Choice(Long.toString(it.id()), it.id() + " " + it.cards() + " × " + it.face()))
                .toList();
    }

    private static FormView.Builder form(DeskVisit visit, String key, String path) {
        return FormView.of(visit.w().t(key + ".title"), path, visit.w().t(key + ".do"))
                .hidden("k", visit.site().tokens().get());
    }

    static WebAnswer look(DeskVisit visit) {
        var form = visit.form("cards");
        var typed = SerialForm.read(form);
        if (!form.isGood()) {
            return show(visit, form, null);
        }
        visit.session().put(LookedCard.class, new LookedCard(typed.serial(), typed.why()));
        return visit.go("/cards");
    }

    /** What one of the acts on a single card does. */
    private interface CardChange {
        CompletionStage<Reply<CardDesk.State>> on(String serial, String why);
    }

    static WebAnswer freeze(DeskVisit visit) {
        return change(
                visit,
                "freeze",
                (serial, why) -> visit.desks()
                        .cards()
                        .freeze(visit.caller(), visit.key(visit.word(), serial, why), serial, why));
    }

    static WebAnswer thaw(DeskVisit visit) {
        return change(
                visit,
                "thaw",
                (serial, why) ->
                        visit.desks().cards().thaw(visit.caller(), visit.key(visit.word(), serial, why), serial, why));
    }

    static WebAnswer voided(DeskVisit visit) {
        return change(
                visit,
                "void",
                (serial, why) -> visit.desks()
                        .cards()
                        .voided(visit.caller(), visit.key(visit.word(), serial, why), serial, why));
    }

    private static WebAnswer change(DeskVisit visit, String act, CardChange change) {
        var form = visit.form("cards");
        var why = form.text(act + "-why");
        var serial = form.raw("of");
        return form.isGood() ? after(visit, form, change.on(serial, why)) : show(visit, form, null);
    }

    private static <T> WebAnswer after(DeskVisit visit, Form form, CompletionStage<Reply<T>> reply) {
        return visit.when(
                reply,
                it -> it.fold(
                        done -> visit.go("/cards"),
                        no -> show(visit, form, visit.notice(no)),
                        pending -> visit.go("/approvals")));
    }

    static WebAnswer issue(DeskVisit visit) {
        var form = visit.form("cards");
        var typed = IssueForm.read(form);
        return form.isGood()
                ? after(
                        visit,
                        form,
                        visit.desks()
                                .cards()
                                .issue(
                                        visit.caller(),
                                        visit.key(visit.word(), typed),
                                        typed.cards(),
                                        typed.face(),
                                        typed.lastDay(),
                                        typed.why()))
                : show(visit, form, null);
    }

    static WebAnswer activate(DeskVisit visit) {
        var form = visit.form("cards");
        var batch = batch(form, "issued");
        var why = form.text("activate-why");
        return form.isGood()
                ? after(
                        visit,
                        form,
                        visit.desks().cards().activate(visit.caller(), visit.key(visit.word(), batch, why), batch, why))
                : show(visit, form, null);
    }

    private static long batch(Form form, String name) {
        var text = form.text(name);
        if (!text.matches("[0-9]{1,18}")) {
            form.fault(name, form.sentence(name + ".empty"));
            return 0;
        }
        return Long.parseLong(text);
    }

    /** The file with the passwords, once and encrypted; nothing of it is kept. */
    static WebAnswer deliver(DeskVisit visit) {
        var form = visit.form("cards");
        long batch = batch(form, "ordered");
        Secret passphrase = form.secret("passphrase");
        if (!form.isGood()) {
            return show(visit, form, null);
        }
        return visit.when(
                visit.desks().cards().deliver(visit.caller(), batch, passphrase),
                reply -> reply.fold(
                        done -> WebResponse.of(
                                        200,
                                        "application/octet-stream",
                                        done.value().octets())
                                .download("cards-" + batch + ".enc"),
                        no -> show(visit, form, visit.notice(no)),
                        pending -> visit.go("/approvals")));
    }
}
