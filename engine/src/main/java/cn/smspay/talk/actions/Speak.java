package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.ok;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;

/** Texts in another language from now on: EN and ZH, D-31. */
final class Speak implements Action {
    private final String name;
    private final String language;

    /** @param language {@code en} or {@code zh} */
    Speak(String name, String language) {
        this.name = name;
        this.language = language;
    }

    @Override
    public Catalogue.Action declared() {
        return action(name, false, List.of(), OK);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        accounts.subscribers().language(call.tx(), call.who(), language);
        return ok(Map.of());
    }
}
