package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.FreeTexts;
import cn.smspay.talk.script.Catalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keeps an answer for an export, for as long as its question says; no file names it. */
final class WriteDown implements Action {
    @Override
    public Catalogue.Action declared() {
        return action("write_down", false, List.of(), OK);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        var days = Duration.ofDays(Long.parseLong(call.input("days")));
        var question =
                new FreeTexts.QuestionAsked(call.input("dialog"), call.input("step"), call.input("conversation"));
        var text = Objects.requireNonNull(call.secrets().get("text"), "text");
        accounts.freeTexts()
                .keep(
                        call.tx(),
                        call.key(),
                        call.who(),
                        question,
                        text,
                        call.now(),
                        call.now().plus(days));
        return new Result("ok", Map.of(), List.of());
    }
}
