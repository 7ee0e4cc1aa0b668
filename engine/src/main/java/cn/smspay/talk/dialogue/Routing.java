package cn.smspay.talk.dialogue;

import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import cn.smspay.talk.script.Common.Role;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides where one text goes (R 3.0.2 step 10, 3.0.7). */
final class Routing {
    /** The guard that says whether somebody has an account: who has none is told how to get one. */
    static final String REGISTERED = "registered";

    private final Edition newest;
    private final OpenConversations open;
    private final String raw;
    private final String plain;
    private final Facts facts;
    private final Instant now;
    private final @Nullable Waiting asking;
    private final @Nullable Waiting kept;

    /** A conversation that a text could answer. */
    private record Waiting(Edition edition, Dialog dialog, Step.Ask ask, Conversation conversation, SlotAnswer answer) {
        boolean isFreeText() {
            return ask.slot().type() == Slot.Type.TEXT;
        }
    }

    Routing(List<Edition> editions, OpenConversations open, String text, Facts facts, Instant now) {
        this.newest = editions.get(0);
        this.open = open;
        this.raw = text;
        this.plain = PlainText.of(text);
        this.facts = facts;
        this.now = now;
        this.asking = waiting(editions, open.asking());
        this.kept = waiting(editions, open.kept());
    }

    Turn turn() {
        for (Waiting waiting : live()) {
            if (waiting.answer().fits() && !waiting.isFreeText()) {
                return walk(waiting).accept(waiting.ask(), waiting.answer());
            }
        }
        var controlled = control();
        if (controlled != null) {
            return controlled;
        }
        var command = newest.commands().match(plain);
        var freeText = freeText();
        if (command != null && (freeText == null || isMeant(command))) {
            return command(command);
        }
        if (freeText != null) {
            return walk(freeText).accept(freeText.ask(), freeText.answer());
        }
        for (Waiting waiting : live()) {
            return walk(waiting).refuse(waiting.ask(), waiting.answer().text());
        }
        return late();
    }

    /** A question that takes whatever is written, if it takes this; it comes after all words that mean something. */
    private @Nullable Waiting freeText() {
        for (Waiting waiting : live()) {
            if (waiting.isFreeText() && waiting.answer().fits()) {
                return waiting;
            }
        }
        return null;
    }

    /** A command word by itself, or with an amount or a number: people who write a sentence do not mean one. */
    private static boolean isMeant(Commands.Match match) {
        var argument = match.argument();
        return argument == null || (argument.charAt(0) >= '0' && argument.charAt(0) <= '9');
    }

    private @Nullable Turn control() {
        if (newest.asksHelp(plain)) {
            return remark(Role.HELP, Understood.OK);
        }
        for (Waiting waiting : live()) {
            boolean leaves = newest.goesBack(plain) && waiting.ask().back().isEmpty();
            if (newest.cancels(plain) || leaves) {
                walked(waiting, "cancelled");
                var cancelled = newest.scripts().common().reply(Role.CANCELLED);
                var rest = waiting.equals(asking) ? open.asking(null) : open.kept(null);
                return walk(waiting)
                        .remark(cancelled, rest.past(waiting.conversation().over(now), facts));
            }
            if (newest.goesBack(plain)) {
                walked(waiting, "back");
                return walk(waiting).enter(waiting.ask().back());
            }
        }
        boolean isNo = newest.cancels(plain) || newest.goesBack(plain);
        return isNo ? remark(Role.NOTHING_OPEN, Understood.refused("nothing_open")) : null;
    }

    private static void walked(Waiting waiting, String on) {
        waiting.edition().trail().walked(waiting.dialog(), waiting.ask().name(), on);
    }

    private Turn command(Commands.Match match) {
        if (newest.isStopped(match.dialog().name())) {
            return remark(Role.FAULT, Understood.refused(Edition.STOPPED));
        }
        newest.trail().opened(match.dialog(), match.word());
        var prefix = "";
        var rest = open;
        var other = asking != null && isLive(asking) ? asking : null;
        boolean again =
                other != null && other.dialog().name().equals(match.dialog().name());
        boolean isAside = !match.dialog().aside().isEmpty() && other != null && !again;
        var start = isAside ? match.dialog().aside() : match.dialog().start();
        if (match.dialog().interrupts() && !isAside) {
            boolean isSilent = again && !match.dialog().aside().isEmpty();
            prefix = other == null || isSilent ? "" : replaced(other);
            rest = open.asking(null);
        }
        var argument = match.argument() == null ? null : new Secret(match.argument());
        var heard = new Understood(match.dialog().word(), match.dialog().name(), start, Understood.OK, masked());
        var context = new PendingAction.Context(rest, match.take(), argument, prefix, heard);
        var begun = Beginning.of(match.dialog(), start, newest, facts, now, Channel.SMS);
        return new Walk(newest, match.dialog(), begun, facts, now, context).enter(start);
    }

    private String replaced(Waiting waiting) {
        walked(waiting, "replaced");
        var reply = newest.scripts().common().reply(Role.REPLACED);
        var language = waiting.conversation().language();
        var say = walk(waiting).remark(reply, open).says().get(0).written();
        return language.equals("zh") ? say : say + ' ';
    }

    private Turn late() {
        if (isLost(open.asking(), asking) || isLost(open.kept(), kept)) {
            return remark(Role.UPDATED, Understood.refused("updated"));
        }
        if (newest.confirms(plain)) {
            return stray();
        }
        for (Waiting waiting : expired()) {
            boolean done = waiting.conversation().state() == Conversation.State.DONE;
            if (!done && waiting.answer().looksMeant()) {
                return late(waiting);
            }
        }
        return remark(Role.UNKNOWN, Understood.UNKNOWN_TEXT);
    }

    private Turn late(Waiting waiting) {
        walked(waiting, "late");
        var reply = waiting.dialog().late();
        return walk(waiting, "late")
                .remark(reply == null ? newest.scripts().common().reply(Role.LATE) : reply, open);
    }

    /** A confirmation that nothing waits for is about the newest conversation, however that ended (R 3.10). */
    private Turn stray() {
        Waiting latest = null;
        for (Waiting waiting : expired()) {
            if (latest == null || isNewer(waiting.conversation(), latest.conversation())) {
                latest = waiting;
            }
        }
        var past = open.past() != null && isRemembered(open.past()) ? open.past() : null;
        boolean isPast = past != null && (latest == null || isNewer(past, latest.conversation()));
        if (latest != null && !isPast) {
            var again = latest.dialog().again();
            if (latest.conversation().state() != Conversation.State.DONE) {
                return late(latest);
            } else if (again != null) {
                walked(latest, "again");
                return walk(latest, "again").remark(again, open);
            }
        }
        boolean none = latest == null && past == null && !facts.holds(REGISTERED);
        return none
                ? remark(Role.NOTHING_PENDING, Understood.refused("nothing_pending"))
                : remark(Role.NOTHING_OPEN, Understood.refused("nothing_open"));
    }

    private static boolean isNewer(Conversation one, Conversation other) {
        return one.id().value() > other.id().value();
    }

    private boolean isRemembered(Conversation conversation) {
        return now.isBefore(
                conversation.expiresAt().plus(newest.scripts().common().late()));
    }

    private Turn remark(Role role, String disposition) {
        var heard = new Understood(isUnknown(role) ? "" : plain, "", "", disposition, masked());
        var language = language();
        var speaker = new ReplyFiller(newest.scripts(), facts, language, false);
        ReplyTemplate reply = newest.scripts().common().reply(role);
        var says = speaker.say(reply, new ReplyFiller.Scope(null, Map.of(), null, null, Map.of()));
        return new Turn(open, says, List.of(), null, heard, null, null, List.copyOf(speaker.alarms()));
    }

    private static boolean isUnknown(Role role) {
        return role == Role.UNKNOWN;
    }

    private String language() {
        for (Waiting waiting : live()) {
            return waiting.conversation().language();
        }
        return Beginning.language(newest, facts);
    }

    private Walk walk(Waiting waiting) {
        return walk(waiting, "");
    }

    private Walk walk(Waiting waiting, String refused) {
        var disposition = refused.isEmpty() ? Understood.OK : Understood.refused(refused);
        boolean isWord = waiting.ask().slot().yes().contains(plain) || newest.cancels(plain) || newest.goesBack(plain);
        var heard = new Understood(
                isWord ? plain : waiting.dialog().word(),
                waiting.dialog().name(),
                waiting.ask().name(),
                disposition,
                waiting.ask().slot().secret() || masked());
        var context = new PendingAction.Context(open, "", null, "", heard);
        return new Walk(waiting.edition(), waiting.dialog(), waiting.conversation(), facts, now, context);
    }

    /** It waits, but no file knows its question any more. */
    private boolean isLost(@Nullable Conversation conversation, @Nullable Waiting waiting) {
        return conversation != null && waiting == null && conversation.waitsAt(now);
    }

    private List<Waiting> live() {
        return those(true);
    }

    private List<Waiting> expired() {
        return those(false);
    }

    private List<Waiting> those(boolean alive) {
        boolean first = asking != null && isLive(asking) == alive;
        boolean second = kept != null && isLive(kept) == alive;
        if (first && second) {
            return List.of(asking, kept);
        }
        return first ? List.of(asking) : second ? List.of(kept) : List.of();
    }

    private boolean isLive(Waiting waiting) {
        return waiting.conversation().waitsAt(now);
    }

    private @Nullable Waiting waiting(List<Edition> editions, @Nullable Conversation conversation) {
        if (conversation == null || !isRemembered(conversation)) {
            return null;
        }
        var place = ResumePoint.of(editions, conversation);
        return place == null ? null : waiting(place.edition(), place.dialog(), conversation);
    }

    private @Nullable Waiting waiting(Edition edition, Dialog dialog, Conversation conversation) {
        if (!(dialog.steps().get(conversation.step()) instanceof Step.Ask ask)) {
            return null;
        }
        return new Waiting(edition, dialog, ask, conversation, answer(edition, ask, conversation));
    }

    private SlotAnswer answer(Edition edition, Step.Ask ask, Conversation conversation) {
        return switch (ask.slot().type()) {
            case CHOICE ->
                AnswerParser.choice(
                        ask, plain, new GuardChecks(facts, edition.scripts().common(), conversation.language(), now));
            case TEXT -> AnswerParser.read(ask.slot(), raw, facts, now);
            default -> AnswerParser.read(ask.slot(), plain, facts, now);
        };
    }

    /** Four digits in a row may be a late password or a card (R 3.0.8). */
    private boolean masked() {
        int run = 0;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            run = c >= '0' && c <= '9' ? run + 1 : 0;
            if (run >= 4) {
                return true;
            }
        }
        return false;
    }
}
