package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.checked;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.NOT_REAL_NAME;
import static cn.smspay.talk.actions.Outcomes.NOT_SUPPORTED;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.TOO_MANY_WRONG_PROOFS;
import static cn.smspay.talk.actions.Outcomes.WEB_RESET_BLOCKED;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.ValueKind.COUNT;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Objects;

/** A new password for who keys in the number of the document that the account is registered with (S-133). */
final class ResetByDocument implements Action {
    private final String name;
    private final PasswordKind kind;

    ResetByDocument(String name, PasswordKind kind) {
        this.name = name;
        this.kind = kind;
    }

    @Override
    public Catalogue.Action declared() {
        return action(
                name,
                false,
                List.of("document!"),
                OK,
                NO_ACCOUNT,
                PHONE_STATUS,
                BARRED,
                TOO_MANY_WRONG_PROOFS,
                WEB_RESET_BLOCKED,
                NOT_REAL_NAME,
                NOT_SUPPORTED,
                outcome("proof_wrong", output("left", COUNT, 1)));
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        var document = Objects.requireNonNull(call.secrets().get("document"), "document");
        return checked(accounts.entrance().resets().bySecondLine(call.tx(), call.request(), kind, document));
    }
}
