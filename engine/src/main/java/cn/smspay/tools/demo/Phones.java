package cn.smspay.tools.demo;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.books.charge.Charges;
import cn.smspay.cli.Exit;
import cn.smspay.engine.Engine;
import cn.smspay.outside.simulator.DemoStock;
import cn.smspay.outside.simulator.ReceivedText;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.web.handset.DemoPhones;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The demo's telephones, which the terminal and the browser share. Thread-safe. */
final class Phones implements DemoPhones {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int QUIET_LOOKS = 3;
    private static final int LOOK_MILLIS = 5;
    /** Messages that a telephone keeps. */
    private static final int KEPT = 100;

    private final Engine engine;
    private final SmscSimulator smsc;
    private final Clock clock;
    private final List<DemoStock.DemoPerson> people;
    private final WalletKit wallets;
    private final Map<String, Phone> phones = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();

    Phones(Engine engine, SmscSimulator smsc, Clock clock, List<DemoStock.DemoPerson> people, WalletKit wallets) {
        this.engine = engine;
        this.smsc = smsc;
        this.clock = clock;
        this.people = List.copyOf(people);
        this.wallets = wallets;
    }

    /** What one telephone remembers; guarded by itself. */
    private static final class Phone {
        private final List<Bubble> bubbles = new ArrayList<>();
        private @Nullable String call;
        private VoiceNext.@Nullable Collect wanted;
        private List<String> said = List.of();
        private final StringBuilder keys = new StringBuilder();

        synchronized void add(Bubble bubble) {
            bubbles.add(bubble);
            if (bubbles.size() > KEPT) {
                bubbles.remove(0);
            }
        }

        synchronized void failed(Bubble bubble) {
            int at = bubbles.lastIndexOf(bubble);
            if (at >= 0) {
                bubbles.set(at, new Bubble(bubble.sent(), bubble.text(), bubble.at(), true));
            }
        }

        synchronized List<Bubble> bubbles() {
            return List.copyOf(bubbles);
        }
    }

    private Phone phone(String number) {
        return phones.computeIfAbsent(number, any -> {
            var phone = new Phone();
            smsc.handset(any).onText(text -> phone.add(new Bubble(false, text.text(), clock.instant(), false)));
            return phone;
        });
    }

    WalletKit wallets() {
        return wallets;
    }

    /** Tells of every message that comes to this number from now on. */
    void listen(String number, Consumer<ReceivedText> listener) {
        phone(number);
        smsc.handset(number).onText(listener);
    }

    @Override
    public List<PhoneOwner> cast() {
        return people.stream()
                .map(it -> new PhoneOwner(it.msisdn(), it.description()))
                .toList();
    }

    // --- messages

    @Override
    public Talk talk(String number) {
        long li = new Charges(engine.store())
                .ofSender(number, 0).stream()
                        .mapToLong(it -> it.fee().amountLi())
                        .sum();
        return new Talk(phone(number).bubbles(), li);
    }

    @Override
    public void send(String number, String text) {
        sent(number, text);
    }

    /** @return the status that the engine answered with, 0 for taken */
    int sent(String number, String text) {
        var phone = phone(number);
        var service = engine.config().desk().service().digits();
        // Secrets are shown as they are shown everywhere: a telephone that lies on the table is read by others.
        var bubble = new Bubble(true, text.replaceAll("[0-9]{6,}", "******"), clock.instant(), false);
        // Before it leaves: the answer may be here before its acknowledgement is.
        phone.add(bubble);
        int status = await(smsc.handset(number).send(service, text));
        if (status != 0) {
            phone.failed(bubble);
        }
        settle();
        return status;
    }

    // --- calls

    boolean isInCall(String number) {
        var phone = phone(number);
        synchronized (phone) {
            return phone.call != null;
        }
    }

    @Override
    public PhoneCall call(String number) {
        var phone = phone(number);
        synchronized (phone) {
            var wanted = phone.wanted;
            var keys = wanted != null && wanted.secret() ? "*".repeat(phone.keys.length()) : phone.keys.toString();
            return new PhoneCall(phone.call != null, phone.said, keys);
        }
    }

    @Override
    public void dial(String number, String service) {
        if (!isInCall(number)) {
            dialled(number, service);
        }
    }

    VoiceTurn dialled(String number, String service) {
        var name = "demo-" + number + "-" + calls.incrementAndGet();
        var phone = phone(number);
        synchronized (phone) {
            phone.call = name;
        }
        return heard(phone, await(engine.voice().begin(name, number, new ServiceNumber(service))));
    }

    /** What the service says to this; nothing is said without a call. */
    VoiceTurn input(String number, VoiceInput input) {
        var phone = phone(number);
        String call;
        synchronized (phone) {
            call = phone.call;
        }
        if (call == null) {
            throw new IllegalStateException(number + " is in no call");
        }
        return heard(phone, await(engine.voice().input(call, input)));
    }

    private VoiceTurn heard(Phone phone, VoiceTurn turn) {
        synchronized (phone) {
            phone.said = turn.say().stream().map(Spoken::written).toList();
            phone.keys.setLength(0);
            phone.wanted = turn.next() instanceof VoiceNext.Collect collect ? collect : null;
            if (phone.wanted == null) {
                phone.call = null;
            }
        }
        settle();
        return turn;
    }

    @Override
    public void key(String number, char key) {
        var phone = phone(number);
        String answer;
        synchronized (phone) {
            var wanted = phone.wanted;
            if (wanted == null || phone.call == null) {
                return;
            }
            boolean first = phone.keys.isEmpty();
            boolean ends = key == wanted.finish();
            if (!ends) {
                phone.keys.append(key);
            }
            boolean whole = ends || (first && key == wanted.alone()) || phone.keys.length() >= wanted.max();
            if (!whole) {
                return;
            }
            answer = phone.keys.toString();
        }
        input(number, new VoiceInput.Keys(new Secret(answer)));
    }

    @Override
    public void wait(String number) {
        if (isInCall(number)) {
            var phone = phone(number);
            String keys;
            synchronized (phone) {
                keys = phone.keys.toString();
            }
            input(number, keys.isEmpty() ? new VoiceInput.Silence() : new VoiceInput.Keys(new Secret(keys)));
        }
    }

    @Override
    public void hangUp(String number) {
        if (isInCall(number)) {
            input(number, new VoiceInput.HungUp());
        }
    }

    // --- SIM, hall and shop

    @Override
    public Screen screen(String number) {
        return wallets.screen(number);
    }

    @Override
    public void press(String number, String text) {
        wallets.press(number, text);
        settle();
    }

    @Override
    public Purse purse(String number) {
        return wallets.purse(number);
    }

    private ActOutcome settled(ActOutcome outcome) {
        settle();
        return outcome;
    }

    @Override
    public ActOutcome hall(String number, HallAct act) {
        return settled(wallets.hall(number, act));
    }

    @Override
    public ActOutcome load(String number, Fen amount) {
        return settled(wallets.load(number, amount));
    }

    @Override
    public ActOutcome tap(String number, Fen amount) {
        return wallets.tap(number, amount);
    }

    @Override
    public int taken() {
        return wallets.taken();
    }

    @Override
    public ActOutcome batch() {
        return settled(wallets.batch());
    }

    @Override
    public ActOutcome swap(String number) {
        return wallets.swap(number);
    }

    @Override
    public void tear() {
        wallets.tear();
    }

    // --- waiting

    <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Exit.Refused(Exit.STOPPED, "the engine did not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Exit.Refused(Exit.STOPPED, "the demo was stopped");
        }
    }

    /** Waits until everything that was set off has come to rest. */
    void settle() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int quiet = 0;
        try {
            while (quiet < QUIET_LOOKS && System.nanoTime() < deadline) {
                quiet = engine.isQuiet() ? quiet + 1 : 0;
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
