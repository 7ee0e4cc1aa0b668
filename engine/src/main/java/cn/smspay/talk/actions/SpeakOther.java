package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.ok;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;

/** One key of a voice menu for both languages: English after Chinese, Chinese after English (D-31). */
final class SpeakOther implements Action {
    private static final String ENGLISH = "en";
    private static final String CHINESE = "zh";

    @Override
    public Catalogue.Action declared() {
        return action("speak_other", false, List.of(), OK);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        boolean english =
                ENGLISH.equals(accounts.subscribers().get(call.tx(), call.who()).language());
        accounts.subscribers().language(call.tx(), call.who(), english ? CHINESE : ENGLISH);
        return ok(Map.of());
    }
}
