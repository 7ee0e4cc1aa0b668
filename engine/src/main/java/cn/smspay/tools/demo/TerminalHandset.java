package cn.smspay.tools.demo;

import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.text.Segmenter;
import cn.smspay.cli.Exit;
import cn.smspay.engine.Engine;
import cn.smspay.outside.simulator.SimulatedBillSystem.Outcome;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The handset in the terminal: what is typed is sent, what starts with a slash is for the demo. Knows no terminal; prints
 * lines through {@code screen}.
 */
final class TerminalHandset {
    /** How a line is meant, for colours. */
    enum Tone {
        SENT,
        RECEIVED,
        HEARD,
        NOTE,
        ERROR
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final BigDecimal YUAN_PER_UPLINK = new BigDecimal("0.1");
    private static final String HELP = """
            Whatever you type is sent by SMS to %s from the number you are. For the demo:
              /as 13800000001    be another subscriber           /who      the cast, and what to try
              /wait 10m          let time pass (s, m, h, d)      /why      how the last message was understood
              /redeliver         the SMSC delivers it again      /bill     what this session costs so far
              /call 12588        dial the voice service; then type keys, an empty line for silence, /hangup
              /bills fail        how the bill system answers from now on: ok, fail, timeout, late_ok
              /code clerk        what the authenticator of somebody of the staff shows
              /help              this                            /quit     end""";

    private final Engine engine;
    private final SmscSimulator smsc;
    private final ServiceNumber service;
    private final DemoClock clock;
    private final List<String> cast;
    private final DemoStaff staff;
    private final BiConsumer<Tone, String> screen;
    private final WalletKit wallets;
    private String number;
    private int uplinks;
    private int calls;
    private @Nullable String call;

    TerminalHandset(
            Engine engine,
            SmscSimulator smsc,
            DemoClock clock,
            List<String> cast,
            DemoStaff staff,
            String number,
            BiConsumer<Tone, String> screen) {
        this.engine = engine;
        this.smsc = smsc;
        this.service = engine.config().desk().service();
        this.clock = clock;
        this.cast = cast;
        this.staff = staff;
        this.screen = screen;
        this.number = number;
        this.wallets = new WalletKit(engine.desks(), clock, new SecureRandom());
        be(number);
    }

    private void be(String msisdn) {
        number = msisdn;
        var handset = smsc.handset(msisdn);
        if (listening.add(msisdn)) {
            handset.onText(text -> {
                var size = text.segments() == 1 ? "1 SMS" : text.segments() + " SMS";
                var who = msisdn.equals(number) ? "" : msisdn + "  ";
                screen.accept(
                        Tone.RECEIVED,
                        who + text.text() + "   [" + size + ", " + Segmenter.encoding(text.text()) + ", "
                                + text.text().codePointCount(0, text.text().length()) + " characters]");
            });
        }
    }

    private final java.util.Set<String> listening = new java.util.HashSet<>();

    /** What can be typed, for people and for completion. */
    static String help() {
        return HELP + "\n" + WalletKit.HELP;
    }

    String number() {
        return number;
    }

    boolean inCall() {
        return call != null;
    }

    /** Does what the line says; false if it says to end. */
    boolean line(String line) throws InterruptedException {
        var words = line.strip().split("\\s+", 2);
        var argument = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "/quit", "/exit" -> {
                return false;
            }
            case "/help", "/?" -> say(String.format(Locale.ROOT, HELP, service) + "\n" + WalletKit.HELP);
            case "/hall", "/stk", "/tap", "/batch", "/tear", "/swap" -> wallet(words[0], argument);
            case "/who" -> cast.forEach(this::say);
            case "/as" -> as(argument);
            case "/wait" -> pass(argument);
            case "/redeliver" -> redeliver();
            case "/why" -> say(Why.of(engine.store(), number));
            case "/bill" -> say(tally());
            case "/bills" -> bills(argument);
            case "/code" ->
                staff.code(argument).ifPresentOrElse(this::say, () -> complain("/code wants a name, like /code clerk"));
            case "/call" -> dial(argument.isEmpty() ? "12588" : argument);
            case "/hangup" -> speak(new VoiceInput.HungUp());
            default -> {
                if (call != null) {
                    key(line.strip());
                } else if (line.isBlank()) {
                    return true;
                } else if (line.startsWith("/")) {
                    complain("There is no " + words[0] + "; /help lists what there is.");
                } else {
                    send(line);
                }
            }
        }
        return true;
    }

    private void wallet(String command, String argument) throws InterruptedException {
        wallets.line(number, command, argument.strip()).ifPresent(lines -> lines.forEach(this::say));
        settle();
    }

    private void say(String text) {
        screen.accept(Tone.NOTE, text);
    }

    private void complain(String text) {
        screen.accept(Tone.ERROR, text);
    }

    private void as(String text) {
        Msisdn.read(text)
                .ifPresentOrElse(
                        msisdn -> {
                            be(msisdn.digits());
                            say("You are " + number + " now.");
                        },
                        () -> complain("/as wants a mobile number of 11 digits, like /as 13800000001"));
    }

    private void send(String text) throws InterruptedException {
        screen.accept(Tone.SENT, text);
        uplinks++;
        int status = wait(smsc.handset(number).send(service.digits(), text));
        if (status != 0) {
            complain(
                    String.format(Locale.ROOT, "The engine answered with status 0x%08X; nothing was charged.", status));
        }
        settle();
    }

    private void redeliver() throws InterruptedException {
        if (uplinks == 0) {
            complain("Nothing has been sent yet.");
            return;
        }
        wait(smsc.redeliverLast());
        settle();
        say("Delivered again: the same message, so nothing new happened and nothing was charged.");
    }

    private void pass(String text) throws InterruptedException {
        if (!text.matches("[1-9][0-9]{0,4}[smhd]")) {
            complain("/wait wants a time like 30s, 10m, 24h or 1d");
            return;
        }
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        clock.turn(
                switch (text.charAt(text.length() - 1)) {
                    case 's' -> Duration.ofSeconds(count);
                    case 'm' -> Duration.ofMinutes(count);
                    case 'h' -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
        engine.tick();
        settle();
        say(text + " later.");
    }

    private void bills(String text) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().equalsIgnoreCase(text)) {
                engine.billSystem().set(new Msisdn(number), outcome);
                say("Phone bills of " + number + " now end so: " + text);
                return;
            }
        }
        complain("/bills wants ok, fail, timeout or late_ok");
    }

    private String tally() {
        return uplinks + " messages sent, " + YUAN_PER_UPLINK.multiply(BigDecimal.valueOf(uplinks))
                + " yuan; what you receive is free.";
    }

    private void dial(String digits) throws InterruptedException {
        if (call != null || !digits.matches("[0-9]{3,20}")) {
            complain(call != null ? "You are in a call; /hangup ends it." : "/call wants a number, like /call 12588");
            return;
        }
        var name = "demo-" + number + "-" + ++calls;
        call = name;
        hear(engine.voice().begin(name, number, new ServiceNumber(digits)));
    }

    private void key(String keys) throws InterruptedException {
        if (keys.isEmpty()) {
            speak(new VoiceInput.Silence());
        } else if (keys.matches("[0-9*#]+")) {
            speak(new VoiceInput.Keys(new Secret(keys.replaceAll("#$", ""))));
        } else {
            complain("You are in a call: type keys (0-9 * #), an empty line for silence, or /hangup.");
        }
    }

    private void speak(VoiceInput input) throws InterruptedException {
        if (call == null) {
            complain("There is no call; /call 12588 dials.");
            return;
        }
        hear(engine.voice().input(call, input));
    }

    private void hear(CompletionStage<VoiceTurn> stage) throws InterruptedException {
        var turn = wait(stage);
        turn.say().forEach(sentence -> screen.accept(Tone.HEARD, sentence.written()));
        boolean goesOn = turn.next() instanceof VoiceNext.Collect;
        if (!goesOn) {
            turn.next()
                    .fold(
                            collect -> "",
                            transfer -> "The call is handed over to " + transfer.target() + ".",
                            hangUp -> "The call has ended.")
                    .lines()
                    .forEach(this::say);
            call = null;
        }
        settle();
    }

    private static <T> T wait(CompletionStage<T> stage) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Exit.Refused(Exit.STOPPED, "the engine did not answer: " + e);
        }
    }

    /** Waits until everything that this input set off has come to rest. */
    private void settle() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int quiet = 0;
        while (quiet < 3 && System.nanoTime() < deadline) {
            quiet = engine.isQuiet() ? quiet + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
