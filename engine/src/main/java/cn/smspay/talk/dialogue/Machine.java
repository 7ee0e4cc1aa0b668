package cn.smspay.talk.dialogue;

import cn.smspay.base.Channel;
import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what comes next in a conversation: (conversation, input, now) → (conversation, effects). Immutable and thread-safe;
 * no clock, no input or output. The same machine serves short messages, calls, transcripts and replay.
 */
public final class Machine {
    /** Conversations live for minutes, one kind for a day: older files than these are not in use. */
    private static final int EDITIONS_MAX = 8;
    /** Nobody is in a call through more releases than that. */
    private static final int CALLS_MAX = 4;

    private final List<Edition> editions;

    public Machine(Scripts scripts) {
        this(scripts, Trail.NONE);
    }

    /** One whose conversations are followed. */
    public Machine(Scripts scripts, Trail trail) {
        this(List.of(new Edition(scripts, trail)));
    }

    private Machine(List<Edition> editions) {
        this.editions = editions;
    }

    /** A machine that begins conversations with new files and ends those under way with the files that they began with. */
    public Machine with(Scripts newer) {
        var all = new ArrayList<Edition>();
        all.add(new Edition(newer, newest().stopped(), trail()));
        all.addAll(editions.subList(0, Math.min(editions.size(), EDITIONS_MAX - 1)));
        return new Machine(List.copyOf(all));
    }

    /**
     * The same, knowing also those older files that conversations under way still need.
     *
     * @param needed the oldest first
     */
    public Machine with(Scripts newer, List<Scripts> needed) {
        var all = new ArrayList<Edition>(List.of(new Edition(newer, newest().stopped(), trail())));
        // Calls know their files in memory alone.
        all.addAll(editions.subList(0, Math.min(editions.size(), CALLS_MAX)));
        for (int i = needed.size() - 1; i >= 0; i--) {
            var files = needed.get(i).files();
            if (all.stream().noneMatch(known -> known.scripts().files().equals(files))) {
                all.add(new Edition(needed.get(i), trail()));
            }
        }
        return new Machine(List.copyOf(all));
    }

    /** A machine that begins none of these dialogues, {@code *} for all. */
    public Machine stopping(Set<String> dialogs) {
        var all = new ArrayList<>(editions);
        all.set(0, new Edition(newest().scripts(), Set.copyOf(dialogs), trail()));
        return new Machine(List.copyOf(all));
    }

    public Trail trail() {
        return newest().trail();
    }

    public Scripts scripts() {
        return newest().scripts();
    }

    /** A short message came from a subscriber. */
    public Turn hear(OpenConversations open, String text, Facts asked, Instant now) {
        var facts = trail().facts(asked);
        return new Routing(editions, open, text, facts, now).turn();
    }

    /** An action that a turn asked for has ended. */
    public Turn outcome(PendingAction doing, Outcome outcome, Facts asked, Instant now) {
        var facts = trail().facts(asked);
        var conversation = doing.at();
        var place = ResumePoint.of(editions, conversation);
        if (place != null && place.dialog().step(conversation.step()) instanceof Step.Do act) {
            // A call goes on in the language that its caller has just chosen; a short message is asked again instead.
            var spoken = place.dialog().voice() == null
                    ? conversation
                    : conversation.in(Beginning.language(place.edition(), facts));
            return new Walk(place.edition(), place.dialog(), spoken, facts, now, doing.context()).after(act, outcome);
        }
        if (place != null
                && doing.action().equals(Walk.WRITE_DOWN)
                && place.dialog().step(conversation.step()) instanceof Step.Ask ask) {
            return new Walk(place.edition(), place.dialog(), conversation, facts, now, doing.context())
                    .writtenDown(ask);
        }
        throw new IllegalArgumentException("no such action under way: " + doing.action());
    }

    /** Asks the open question once more, in the language that is spoken now; empty if nothing was asked. */
    public Optional<Turn> askAgain(OpenConversations open, Facts asked, Instant now) {
        var facts = trail().facts(asked);
        var asking = open.asking() != null && open.asking().waitsAt(now) ? open.asking() : null;
        var kept = open.kept() != null && open.kept().waitsAt(now) ? open.kept() : null;
        var waiting = asking != null ? asking : kept;
        var place = waiting == null ? null : ResumePoint.of(editions, waiting);
        if (waiting == null
                || place == null
                || !(place.dialog().step(waiting.step()) instanceof Step.Ask ask)
                || ask.say().isEmpty()) {
            return Optional.empty();
        }
        var spoken = waiting.in(Beginning.language(place.edition(), facts));
        var heard = new Understood("", place.dialog().name(), ask.name(), Understood.OK, false);
        var with = asking != null ? open.asking(spoken) : open.kept(spoken);
        var context = new PendingAction.Context(with, "", null, "", heard);
        return Optional.of(new Walk(place.edition(), place.dialog(), spoken, facts, now, context).enter(ask.name()));
    }

    /** Begins a dialogue by short message for somebody who asked otherwise: in a call, at a desk. Ends no other one. */
    public Turn start(String dialog, String step, Channel origin, OpenConversations open, Facts asked, Instant now) {
        var facts = trail().facts(asked);
        var found = named(dialog);
        var at = step.isEmpty() ? found.start() : step;
        return begin(found, at, origin, open, facts, now);
    }

    /** A call was answered; {@code withheld} if the caller's number is not known for certain. */
    public Turn call(ServiceNumber dialled, boolean withheld, Facts asked, Instant now) {
        var facts = trail().facts(asked);
        var dialog = named(dialled.digits());
        var voice = dialog.voice();
        var at = withheld && voice != null ? voice.withheld() : dialog.start();
        if (newest().isStopped(dialog.name())) {
            return refused(dialog, at, facts);
        }
        return begin(dialog, at, Channel.IVR, OpenConversations.NONE, facts, now);
    }

    /**
     * A call is back from a hand-over that failed, but its conversation is not known any more: it goes on where the menu says
     * so. A menu that hands nobody over, or a caller who is not known, begins as ever.
     */
    public Turn returned(ServiceNumber dialled, boolean withheld, Facts asked, Instant now) {
        var facts = trail().facts(asked);
        var dialog = named(dialled.digits());
        var voice = dialog.voice();
        var transfer = dialog.steps().values().stream()
                .filter(Step.Transfer.class::isInstance)
                .findFirst();
        if (withheld || voice == null || transfer.isEmpty()) {
            return call(dialled, withheld, facts, now);
        }
        var begun = Beginning.of(dialog, transfer.get().name(), newest(), facts, now, Channel.IVR);
        return new KeyRouting(newest(), dialog, voice, begun, facts, now).turn(new VoiceInput.HandOverFailed());
    }

    /** Whether a voice menu exists under this number. */
    public boolean answers(ServiceNumber dialled) {
        var dialog = newest().dialog(dialled.digits());
        return dialog != null && dialog.voice() != null;
    }

    /** The caller did something. */
    public Turn voice(Conversation call, VoiceInput event, Facts asked, Instant now) {
        var facts = trail().facts(asked);
        for (Edition edition : editions) {
            var dialog = edition.dialog(call);
            if (dialog != null && dialog.voice() != null) {
                return new KeyRouting(edition, dialog, dialog.voice(), call, facts, now).turn(event);
            }
        }
        throw new IllegalArgumentException("no such call under way: " + call.dialog());
    }

    /** What has to be said outside a conversation, for instance that a bill was paid. */
    public Say notice(String name, Map<String, String> values, String language, Facts facts) {
        var notice = newest().scripts().notices().get(name);
        var sort = newest().scripts().catalogue().notices().get(name);
        if (notice == null || sort == null) {
            throw new IllegalArgumentException("no notice " + name);
        }
        trail().noticed(name);
        var languages = newest().scripts().common().languages();
        var spoken = languages.contains(language) ? language : languages.get(0);
        var outcome = new Outcome(name, values, List.of());
        return new ReplyFiller(newest().scripts(), facts, spoken, false)
                .say(notice.reply(), new ReplyFiller.Scope(notice.dialog(), Map.of(), sort, outcome, Map.of()))
                .get(0);
    }

    /** What is said before a call ends that we have to end: as the first of the voice menus has it. */
    public List<Say> closing(Facts facts) {
        var scripts = newest().scripts();
        return scripts.dialogs().values().stream()
                .flatMap(dialog -> Stream.ofNullable(dialog.voice()))
                .findFirst()
                .map(voice -> new ReplyFiller(scripts, facts, "", true)
                        .say(voice.closing(), new ReplyFiller.Scope(null, Map.of(), null, null, Map.of())))
                .orElse(List.of());
    }

    /** The words by which dialogues are opened, for a list of known commands. */
    public Set<String> words() {
        return newest().commands().words();
    }

    /** A call that is not taken hears why, and ends. */
    private Turn refused(Dialog dialog, String at, Facts facts) {
        return new Turn(
                OpenConversations.NONE,
                closing(facts),
                List.of(),
                null,
                new Understood("", dialog.name(), at, Understood.refused(Edition.STOPPED), true),
                new VoiceNext.HangUp(),
                null,
                List.of());
    }

    private Turn begin(Dialog dialog, String at, Channel origin, OpenConversations open, Facts facts, Instant now) {
        var begun = Beginning.of(dialog, at, newest(), facts, now, origin);
        var heard = new Understood("", dialog.name(), at, Understood.OK, false);
        var context = new PendingAction.Context(open, "", null, "", heard);
        return new Walk(newest(), dialog, begun, facts, now, context).enter(at);
    }

    private Dialog named(String name) {
        @Nullable Dialog dialog = newest().dialog(name);
        if (dialog == null) {
            throw new IllegalArgumentException("no dialogue " + name);
        }
        return dialog;
    }

    private Edition newest() {
        return editions.get(0);
    }
}
