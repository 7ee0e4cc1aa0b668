package cn.smspay.talk.dialogue;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.time.Instant;
import java.util.List;

/** Decides where the keys of a caller go. */
final class KeyRouting {
    private static final String BACK = "*";

    private final Edition edition;
    private final Dialog dialog;
    private final Dialog.Voice settings;
    private final Conversation call;
    private final Facts facts;
    private final Instant now;
    private final Step step;

    KeyRouting(Edition edition, Dialog dialog, Dialog.Voice settings, Conversation call, Facts facts, Instant now) {
        this.edition = edition;
        this.dialog = dialog;
        this.settings = settings;
        this.call = call;
        this.facts = facts;
        this.now = now;
        this.step = dialog.step(call.step());
    }

    Turn turn(VoiceInput event) {
        return event.fold(keys -> keys(keys.keys().reveal()), this::silence, this::hungUp, this::notHandedOver);
    }

    private Turn keys(String keys) {
        if (step instanceof Step.Menu menu) {
            var walk = walk(Understood.OK);
            var next = walk.choice(menu, keys);
            return next == null ? walk.again(step, settings.noMatch(), "no_match") : walk.enter(next);
        }
        if (!(step instanceof Step.Ask ask)) {
            throw new IllegalArgumentException("the call does not wait for keys at " + step.name());
        }
        if (keys.equals(BACK)) {
            edition.trail().walked(dialog, ask.name(), "back");
            return walk(Understood.OK).enter(ask.back().isEmpty() ? settings.home() : ask.back());
        }
        var written = ask.slot().type() == Slot.Type.AMOUNT ? keys.replace('*', '.') : keys;
        var answer = AnswerParser.read(ask.slot(), written, facts, now);
        return answer.fits()
                ? walk(Understood.OK).accept(ask, answer)
                : walk(Understood.OK).refuse(ask, answer.text());
    }

    private Turn notHandedOver() {
        if (step instanceof Step.Transfer transfer) {
            return walk(Understood.OK).notHandedOver(transfer);
        }
        throw new IllegalArgumentException("the call was not handed over at " + step.name());
    }

    private Turn silence() {
        if (step instanceof Step.Menu menu && !menu.silence().isEmpty()) {
            return walk(Understood.OK).again(step, dialog.step(menu.silence()), settings.noInput(), "no_input");
        }
        return walk(Understood.OK).again(step, settings.noInput(), "no_input");
    }

    private Turn hungUp() {
        return new Turn(
                OpenConversations.NONE,
                List.of(),
                List.of(),
                null,
                heard(Understood.refused("hung_up")),
                new VoiceNext.HangUp(),
                null,
                List.of());
    }

    private Walk walk(String disposition) {
        var open = new OpenConversations(call, null);
        return new Walk(
                edition, dialog, call, facts, now, new PendingAction.Context(open, "", null, "", heard(disposition)));
    }

    private Understood heard(String disposition) {
        return new Understood("", dialog.name(), step.name(), disposition, true);
    }
}
