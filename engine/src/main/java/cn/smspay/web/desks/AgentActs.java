package cn.smspay.web.desks;

import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.entry.Proof;
import cn.smspay.base.Secret;
import cn.smspay.counter.desks.CustomerDesk;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What 10086 does for who calls and proves who he is; the page never shows what would be right (S-120, S-127, S-171). */
final class AgentActs {
    private static final LocalDate NO_DAY = LocalDate.MIN;

    private AgentActs() {}

    /** Proof by papers, of a real-name account. */
    record PapersForm(Secret name, Secret document) {
        static PapersForm read(Form form, String page) {
            return new PapersForm(new Secret(form.text(page + "-owner")), new Secret(form.text(page + "-document")));
        }
    }

    /** Proof by the carrier's service password and the last top-up, of an account in nobody's name. */
    record WordForm(Secret service, LocalDate day, Optional<Proof.LastTopUp> last) {
        static WordForm read(Form form, String page) {
            var service = form.secret(page + "-service");
            var day = form.day(page + "-day", NO_DAY);
            if (form.raw(page + "-day").isEmpty() && form.raw(page + "-amount").isEmpty()) {
                return new WordForm(service, day, Optional.empty());
            }
            if (form.raw(page + "-day").isEmpty()) {
                form.text(page + "-day");
            }
            return new WordForm(service, day, Optional.of(new Proof.LastTopUp(day, form.amount(page + "-amount"))));
        }
    }

    static List<Box> boxes(DeskVisit visit, CustomerLook look, Optional<CustomerPage.WrongForm> wrong) {
        var boxes = new ArrayList<Box>();
        var account = look.card().account();
        if (account == null) {
            boxes.add(ActForms.box(visit, "request", wrong, CustomerActs::requestForm));
            return boxes;
        }
        boolean real = account.realName();
        boxes.add(ActForms.box(visit, "reset-pay", wrong, (v, f) -> proof(v, "reset-pay", real, f)));
        boxes.add(ActForms.box(visit, "reset-login", wrong, (v, f) -> proof(v, "reset-login", real, f))
                .fold());
        if (look.wallet() != null) {
            boxes.add(ActForms.box(
                            visit,
                            "reset-op",
                            wrong,
                            (v, f) -> papers(v, "reset-op", f).field(f.field("reset-op-phone", Field.Kind.TICK)))
                    .fold());
            boxes.add(ActForms.box(visit, "wallet-lost", wrong, (v, f) -> ActForms.led(v, "wallet-lost"))
                    .fold());
        }
        boxes.add(ActForms.box(visit, "agent-close", wrong, (v, f) -> closing(v, real, f))
                .fold());
        return boxes;
    }

    private static FormView.Builder proof(DeskVisit visit, String page, boolean real, Form form) {
        return real
                ? papers(visit, page, form)
                : ActForms.form(visit, page)
                        .lead(visit.w().t("proof.word.lead"))
                        .hidden("by", "word")
                        .field(form.field(page + "-service", Field.Kind.PASSWORD))
                        .field(form.field(page + "-day", Field.Kind.DATE))
                        .field(form.field(page + "-amount", Field.Kind.AMOUNT));
    }

    private static FormView.Builder papers(DeskVisit visit, String page, Form form) {
        return ActForms.form(visit, page)
                .lead(visit.w().t("proof.lead"))
                .field(form.field(page + "-owner", Field.Kind.TEXT))
                .field(form.field(page + "-document", Field.Kind.PASSWORD));
    }

    private static FormView.Builder closing(DeskVisit visit, boolean real, Form form) {
        return real
                ? papers(visit, "agent-close", form)
                : ActForms.form(visit, "agent-close")
                        .hidden("by", "word")
                        .field(form.field("agent-close-service", Field.Kind.TICK));
    }

    /** By which of the two ways the form asked. */
    private static boolean byWord(DeskVisit visit) {
        return visit.typed("by").equals("word");
    }

    static WebAnswer close(DeskVisit visit) {
        var form = visit.form("agent-close");
        var proof = byWord(visit)
                ? new CustomerDesk.Proof(null, null, form.tick("agent-close-service"))
                : papers(PapersForm.read(form, "agent-close"));
        return ActForms.act(
                visit,
                "agent-close",
                form,
                number -> visit.desks()
                        .customers()
                        .closeByAgent(
                                visit.caller(),
                                visit.key(visit.word(), number, shown(proof.name()), shown(proof.idNumber())),
                                number,
                                proof));
    }

    private static Object shown(@org.jspecify.annotations.Nullable Secret secret) {
        return secret == null ? "" : secret;
    }

    private static CustomerDesk.Proof papers(PapersForm typed) {
        return new CustomerDesk.Proof(typed.name(), typed.document(), false);
    }

    /** A new password, told to the phone alone. */
    static WebAnswer resetPay(DeskVisit visit) {
        return reset(visit, "reset-pay", PasswordKind.PAY);
    }

    static WebAnswer resetLogin(DeskVisit visit) {
        return reset(visit, "reset-login", PasswordKind.LOGIN);
    }

    private static WebAnswer reset(DeskVisit visit, String page, PasswordKind kind) {
        var form = visit.form(page);
        if (byWord(visit)) {
            var typed = WordForm.read(form, page);
            var proof = new Proof.ServiceWord(typed.service(), typed.last());
            return reset(visit, page, form, kind, proof, typed.service(), typed.last());
        }
        var typed = PapersForm.read(form, page);
        var proof = new Proof.Papers(typed.name(), typed.document());
        return reset(visit, page, form, kind, proof, typed.name(), typed.document());
    }

    private static WebAnswer reset(
            DeskVisit visit, String page, Form form, PasswordKind kind, Proof proof, Object first, Object second) {
        return ActForms.act(
                visit,
                page,
                form,
                number -> visit.desks()
                        .logins()
                        .resetByAgent(
                                visit.caller(), visit.key(visit.word(), number, first, second), number, kind, proof));
    }

    static WebAnswer resetOperation(DeskVisit visit) {
        var form = visit.form("reset-op");
        var typed = PapersForm.read(form, "reset-op");
        boolean ownPhone = form.tick("reset-op-phone");
        return ActForms.act(
                visit,
                "reset-op",
                form,
                number -> visit.desks()
                        .logins()
                        .resetOperation(
                                visit.caller(),
                                visit.key(visit.word(), number, typed.name(), typed.document(), ownPhone),
                                number,
                                new Proof.Papers(typed.name(), typed.document()),
                                ownPhone));
    }

    /** By rule it is neither blocked nor found again (S-146); the call is on record. */
    static WebAnswer lost(DeskVisit visit) {
        var form = visit.form("wallet-lost");
        return ActForms.act(
                visit,
                "wallet-lost",
                form,
                number -> visit.desks().wallets().lost(visit.caller(), visit.key(visit.word(), number), number));
    }
}
