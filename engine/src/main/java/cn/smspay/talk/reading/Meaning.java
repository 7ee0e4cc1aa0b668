package cn.smspay.talk.reading;

import cn.smspay.base.Sha256;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a dialogue means to a conversation that is under way: its steps, slots and edges, not its words, remarks or order of
 * lines. Two files with one meaning are one version, so that an edited sentence ends no conversation.
 */
final class Meaning {
    private Meaning() {}

    /** A name for the meaning: 16 hexadecimal digits. */
    static String of(Dialog dialog) {
        var meaning = new StringJoiner("\n");
        meaning.add(dialog.name()).add(dialog.start()).add(voice(dialog.voice()));
        new TreeMap<>(dialog.slots()).values().forEach(slot -> meaning.add(slot(slot)));
        new TreeMap<>(dialog.steps()).values().forEach(step -> meaning.add(step(step)));
        return hash(meaning.toString());
    }

    private static String voice(Dialog.@Nullable Voice voice) {
        return voice == null ? "" : words(voice.withheld(), voice.home());
    }

    private static String slot(Slot slot) {
        return words(
                        "slot",
                        slot.name(),
                        slot.type(),
                        slot.secret(),
                        slot.digits(),
                        slot.prefix(),
                        slot.min(),
                        slot.max(),
                        slot.yes(),
                        slot.no())
                + (slot.wording().equals(Slot.Wording.NONE)
                        ? ""
                        : slot.wording().toString());
    }

    private static String step(Step step) {
        return step.fold(new Step.Cases<>(
                ask -> words(
                                "ask",
                                ask.name(),
                                ask.slot().name(),
                                ask.when(),
                                ask.expire(),
                                ask.next(),
                                edge(ask.no()),
                                ask.back())
                        + choices(ask),
                act -> words("do", act.name(), act.action(), new TreeMap<>(act.with()), edges(act.outcomes())),
                menu -> menu.silence().isEmpty()
                        ? words("menu", menu.name(), options(menu.options()))
                        : words("menu", menu.name(), options(menu.options()), menu.silence()),
                tell -> words("tell", tell.name(), edge(tell.reaction())),
                transfer -> transfer.failed() == null
                        ? words("transfer", transfer.name(), transfer.target())
                        : words("transfer", transfer.name(), transfer.target(), edge(transfer.failed())),
                sms -> words("sms", sms.name(), sms.dialog(), sms.at(), edge(sms.reaction()))));
    }

    private static String options(List<Step.Option> options) {
        var words = new StringJoiner(",", "[", "]");
        options.forEach(option -> words.add(words(option.key(), option.when(), option.next())));
        return words.toString();
    }

    private static String edges(Map<String, Reaction> outcomes) {
        var words = new StringJoiner(",", "[", "]");
        new TreeMap<>(outcomes).forEach((outcome, reaction) -> words.add(outcome + ">" + edge(reaction)));
        return words.toString();
    }

    private static String edge(@Nullable Reaction reaction) {
        if (reaction == null) {
            return "";
        }
        Go go = reaction.go();
        return go.way() + ":" + go.step() + branches(reaction);
    }

    private static String branches(Reaction reaction) {
        var words = new StringBuilder();
        reaction.branches().forEach(branch -> words.append(words(branch.when(), branch.step())));
        return words.toString();
    }

    /** Nothing for a question without choices, so that its version is what it was. */
    private static String choices(Step.Ask ask) {
        var words = new StringBuilder(ask.otherwise());
        ask.choices().forEach(choice -> words.append(words(choice.words(), choice.when(), choice.next())));
        return words.toString();
    }

    private static String words(Object... parts) {
        var words = new StringJoiner("|", "(", ")");
        for (Object part : parts) {
            words.add(part.toString());
        }
        return words.toString();
    }

    private static String hash(String meaning) {
        return HexFormat.of().formatHex(Sha256.of(meaning), 0, 8);
    }
}
