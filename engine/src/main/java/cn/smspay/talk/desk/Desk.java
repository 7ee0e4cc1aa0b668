package cn.smspay.talk.desk;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.accounts.payments.PurchaseRequests;
import cn.smspay.base.Channel;
import cn.smspay.base.ConversationId;
import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.UplinkId;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.store.Reads;
import cn.smspay.store.Tx;
import cn.smspay.talk.actions.CatalogueAnswers;
import cn.smspay.talk.dialogue.Conversation;
import cn.smspay.talk.dialogue.Machine;
import cn.smspay.talk.dialogue.OpenConversations;
import cn.smspay.talk.dialogue.Say;
import cn.smspay.talk.dialogue.Trail;
import cn.smspay.talk.dialogue.Turn;
import cn.smspay.talk.dialogue.Understood;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.Scripts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes one message of a subscriber, walks one step of the conversation and does what it asks, all in the caller's
 * transaction. Also says what has to be said outside conversations.
 */
public final class Desk implements PurchaseRequests.Asking {
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    /** The dialogues that choose a language. */
    private static final Set<String> LANGUAGES = Set.of("en", "zh");
    /** The dialogue that merchants' orders begin. */
    private static final String PAY = "pay";
    /** The disposition of a text that nobody understood. */
    private static final String UNKNOWN = "UNKNOWN_TEXT";
    /** The value in it that says which order. */
    private static final String ORDER = "order_no";

    private final Accounts accounts;
    private final Outbox outbox;
    private volatile DeskSettings settings;
    private final Conversations conversations = new Conversations();
    private final Tally tally = new Tally();
    private volatile Machine machine;

    public Desk(Accounts accounts, Outbox outbox, Scripts scripts, DeskSettings settings) {
        this.accounts = accounts;
        this.outbox = outbox;
        this.settings = settings;
        this.machine = new Machine(scripts);
        tally.of(scripts.files());
    }

    /** Conversations are followed from now on. Call before the first. */
    public void follow(Trail trail) {
        machine = new Machine(machine.scripts(), trail);
    }

    /** Begins new conversations with these files from now on; those under way end with the files that they began with. */
    public void use(Scripts newer) {
        machine = machine.with(newer);
        tally.of(newer.files());
    }

    /**
     * The same, also for conversations that began with these older files, the oldest first, and are not in memory any more.
     *
     * @param older those that conversations under way still need
     */
    public void use(Scripts newer, List<Scripts> older) {
        machine = machine.with(newer, older);
        tally.of(newer.files());
    }

    /** From now on these dialogues begin no conversation, {@code *} for all; those under way go on. */
    public void stop(Set<String> dialogs) {
        machine = machine.stopping(dialogs);
    }

    /** What texts name from now on. Any thread. */
    public void use(DeskSettings others) {
        settings = others;
    }

    /** The files that new conversations begin with. */
    public Scripts scripts() {
        return machine.scripts();
    }

    /** Conversations that began with these files, the oldest first, end with them; what is in use stays so. */
    public void finish(List<Scripts> older) {
        if (!older.isEmpty()) {
            var all = new Machine(older.get(0), machine.trail());
            for (Scripts each : older.subList(1, older.size())) {
                all = all.with(each);
            }
            machine = all.with(machine.scripts());
        }
    }

    /** What a text looks like, for {@link #load}. Any thread; best not the writer's. */
    public ReadHints foresee(String text) {
        return ReadHints.of(text, accounts.rechargeCards()::key);
    }

    /** Reads ahead what {@link #hear} is likely to want. */
    public void load(Reads ahead, Msisdn msisdn, ServiceNumber service, ReadHints text) {
        text.card().ifPresent(card -> accounts.rechargeCards().load(ahead, card));
        accounts.subscribers().load(ahead, msisdn, (more, subscription) -> {
            conversations.load(more, subscription.id(), service);
            if (text.history() && subscription.account() != null) {
                accounts.statement().load(more, subscription.account());
            }
        });
    }

    /** Who this is; a number of our carrier's has a subscription from now on. Empty if it is another carrier's. */
    public Optional<Sender> meet(Tx tx, Msisdn msisdn) {
        return accounts.subscribers()
                .meet(tx, msisdn)
                .map(subscription -> new Sender(
                        subscription.id(),
                        subscription.phone().phoneStatus() != PhoneStatus.UNKNOWN,
                        subscription.province().chinese(),
                        subscription.brand().chinese()));
    }

    /**
     * A message of a subscriber.
     *
     * @param uplink its number; a redelivery of it finds by that what its conversation waits for
     */
    public Reception hear(Tx tx, SubscriptionId who, ServiceNumber service, String text, UplinkId uplink, Instant now) {
        var before = conversations.open(tx, who, service);
        var book = accounts.ledger().newest(tx);
        var facts = person(tx, who, now);
        var walker = walker();
        var walked = walker.walk(tx, who, Channel.SMS, facts, machine.hear(before, text, facts, now), now);
        var heard = walked.last().heard();
        // Somebody who changes the language in the middle of something is asked again, in that language (D-31).
        var asked = LANGUAGES.contains(heard.dialog())
                ? machine.askAgain(walked.last().open(), facts, now)
                : Optional.<Turn>empty();
        var after = asked.map(Turn::open).orElse(walked.last().open());
        conversations.keep(tx, who, service, before, after, uplink);
        tx.afterCommit(() -> count(who, text, heard, before, after));
        left(before, after).ifPresent(order -> accounts.purchaseRequests().leave(tx, who, order, now));
        asked.ifPresent(turn -> walked.says().addAll(turn.says()));
        return new Reception(
                heard.command(),
                heard.dialog(),
                heard.step(),
                walked.conversation() == null ? touched(before, after, heard) : walked.conversation(),
                Conversations.moved(before, after, heard.dialog(), now),
                heard.disposition(),
                accounts.ledger().firstAfter(tx, book).orElse(null),
                words(walked.says(), heard.masked() ? digits(text) : "", question(before, after)));
    }

    private void count(
            SubscriptionId who, String text, Understood heard, OpenConversations before, OpenConversations after) {
        tally.count(heard, before, after, machine.scripts().common().cancel());
        if (heard.disposition().equals(UNKNOWN)) {
            tally.unknown(who, PlainText.of(text));
        }
    }

    /** The conversation of the dialogue that a message went to: the one that waits now, or the one that has ended with it. */
    private static @Nullable ConversationId touched(
            OpenConversations before, OpenConversations after, Understood heard) {
        var now = touched(after, heard);
        return now == null ? touched(before, heard) : now;
    }

    private static @Nullable ConversationId touched(OpenConversations open, Understood heard) {
        var asking = open.asking();
        if (asking != null && asking.dialog().equals(heard.dialog())) {
            return asking.id();
        }
        var kept = open.kept();
        return kept != null && kept.dialog().equals(heard.dialog()) ? kept.id() : null;
    }

    /** The uplink whose answer says what this conversation waits for; empty if it does not wait any more. */
    public Optional<UplinkId> promptedBy(
            Tx tx, Msisdn msisdn, ServiceNumber service, ConversationId conversation, Instant now) {
        return accounts.subscribers()
                .meet(tx, msisdn)
                .flatMap(who -> conversations.promptedBy(tx, who.id(), service, conversation, now));
    }

    /** What to say when a message comes once more that has been dealt with: nothing, if it belonged to no dialogue. */
    public List<SubscriberText> doneAlready(String dialog, Instant at) {
        var known = machine.scripts().dialogs().get(dialog);
        return known == null
                ? List.of()
                : List.of(words(machine.notice(
                        "redelivered",
                        Map.of("time", CatalogueAnswers.written(at), "cmd", called(known)),
                        "",
                        new Nobody(settings, at))));
    }

    /** Its command word, or what customers are told is being done, if it has none. */
    private String called(Dialog dialog) {
        var usual = machine.scripts().common().languages().get(0);
        return dialog.word().isEmpty() ? dialog.title().getOrDefault(usual, dialog.name()) : dialog.word();
    }

    /** What happened, counted. */
    public Tally tally() {
        return tally;
    }

    Machine machine() {
        return machine;
    }

    Walker walker() {
        return new Walker(machine, accounts);
    }

    Person person(Tx tx, @Nullable SubscriptionId who, Instant now) {
        return new Person(tx, accounts, settings, who, now);
    }

    private static String digits(String text) {
        return NO_DIGIT.matcher(PlainText.of(text)).replaceAll("");
    }

    static SubscriberText words(Say say) {
        return new SubscriberText(say.id(), say.written(), say.secret());
    }

    private static List<SubscriberText> words(List<Say> says, Optional<Instant> validUntil) {
        return words(says, "", validUntil);
    }

    /**
     * The last of them is the question, if one is asked.
     *
     * @param typed what may have been a secret sent too early: an answer that says it back is sealed (edge 28)
     */
    private static List<SubscriberText> words(List<Say> says, String typed, Optional<Instant> validUntil) {
        var words = new ArrayList<SubscriberText>();
        for (int i = 0; i < says.size(); i++) {
            var say = says.get(i);
            boolean last = i == says.size() - 1;
            boolean saidBack = !typed.isEmpty() && say.written().contains(typed);
            words.add(new SubscriberText(
                    say.id(), say.written(), say.secret() || saidBack, last ? validUntil.orElse(null) : null));
        }
        return words;
    }

    /** Until when the question may be answered that this step asks; one that stands since an earlier step is not asked again. */
    private static Optional<Instant> question(OpenConversations before, OpenConversations after) {
        return asked(before.asking(), after.asking()).or(() -> asked(before.kept(), after.kept()));
    }

    private static Optional<Instant> asked(@Nullable Conversation before, @Nullable Conversation after) {
        return after == null || after.state() != Conversation.State.ASKING || after.equals(before)
                ? Optional.empty()
                : Optional.of(after.expiresAt());
    }

    /** Begins a dialogue by short message for somebody who asked for it in a call or at a desk. */
    public void begin(Tx tx, SubscriptionId who, String dialog, String step, Channel origin, Instant now) {
        var before = conversations.open(tx, who, settings.service());
        var facts = person(tx, who, now);
        var first = machine.start(dialog, step, origin, before, facts, now);
        var walked = walker().walk(tx, who, origin, facts, first, now);
        conversations.keep(tx, who, settings.service(), before, walked.last().open(), Conversations.NO_UPLINK);
        put(tx, who, words(walked.says(), question(before, walked.last().open())), now);
    }

    /** Ends what is open with somebody whose number goes. */
    public void end(Tx tx, SubscriptionId who) {
        conversations.end(tx, who, settings.service());
    }

    /** The order whose conversation is over, whatever ended it (R 3.10). */
    private static Optional<String> left(OpenConversations before, OpenConversations after) {
        var asked = before.asking();
        var asks = after.asking();
        boolean goesOn = asked != null
                && asks != null
                && asks.id().equals(asked.id())
                && asks.state() == Conversation.State.ASKING;
        return goesOn ? Optional.empty() : order(asked);
    }

    /** The merchant's order that a conversation is about. */
    private static Optional<String> order(@Nullable Conversation conversation) {
        return conversation != null && conversation.dialog().equals(PAY)
                ? Optional.ofNullable(conversation.values().get(ORDER))
                : Optional.empty();
    }

    @Override
    public boolean isBusy(Tx tx, SubscriptionId payer, Instant now) {
        var open = conversations.open(tx, payer, settings.service());
        return Stream.of(open.asking(), open.kept())
                .anyMatch(known -> known != null && known.waitsAt(now) && !isAboutNothing(tx, payer, known, now));
    }

    /** Asks a payer for the order that a merchant has made for him (S-083). */
    @Override
    public void askToPay(Tx tx, SubscriptionId payer, Instant now) {
        begin(tx, payer, PAY, "", Channel.MERCHANT, now);
    }

    /** It waits for an order that its merchant has closed. */
    private boolean isAboutNothing(Tx tx, SubscriptionId payer, Conversation known, Instant now) {
        return order(known)
                .filter(no -> !accounts.purchaseRequests().isOpen(tx, payer, no, now))
                .isPresent();
    }

    /** Sends texts that answer no message; none to a number that is cancelled, which may be somebody else's by now. */
    void send(Tx tx, SubscriptionId who, List<Say> says, Instant now) {
        put(tx, who, words(says, Optional.empty()), now);
    }

    private void put(Tx tx, SubscriptionId who, List<SubscriberText> words, Instant now) {
        var subscription = accounts.subscribers().get(tx, who);
        if (subscription.phone().phoneStatus() == PhoneStatus.CANCELLED) {
            return;
        }
        var to = subscription.msisdn();
        for (SubscriberText each : words) {
            outbox.add(
                    tx,
                    new Outbox.OutgoingAnswer(
                            to,
                            settings.service(),
                            each.template(),
                            each.text(),
                            each.secret(),
                            null,
                            null,
                            each.validUntil()),
                    now);
        }
    }

    /** Tells a subscriber something outside a conversation, for instance that a bill was paid. */
    public void notice(Tx tx, SubscriptionId who, String notice, Map<String, String> values, Instant now) {
        var facts = person(tx, who, now);
        send(tx, who, List.of(machine.notice(notice, values, facts.language(), facts)), now);
    }

    /** Our own fault, nothing was done. */
    public SubscriberText apology() {
        return words(fixed("fault"));
    }

    /** To a number of another carrier. */
    public SubscriberText offNet() {
        return words(fixed("off_net"));
    }

    /** To a message that is not text. */
    public SubscriberText unreadable() {
        return words(fixed("unreadable"));
    }

    /** A text in which nothing depends on whom it is for. */
    Say fixed(String notice) {
        return machine.notice(notice, Map.of(), "", new Nobody(settings));
    }

    /** What a call hears that we have to end. */
    List<Say> closing() {
        return machine.closing(new Nobody(settings));
    }

    /** The subscription of a caller, if the number is known for certain and our carrier's. */
    Optional<SubscriptionId> caller(Tx tx, Optional<Msisdn> msisdn) {
        return msisdn.flatMap(number -> accounts.subscribers().meet(tx, number)).map(Subscription::id);
    }

    /** Drops conversations that are over for longer than a day. */
    public void forget(Tx tx, Instant now) {
        conversations.forget(tx, now);
    }
}
