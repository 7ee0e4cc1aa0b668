package cn.smspay.tools.demo;

import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.text.Segmenter;
import cn.smspay.engine.Engine;
import cn.smspay.outside.simulator.SimulatedBillSystem.PaymentEnding;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The handset in the terminal: what is typed is sent, what starts with a slash is for the demo. Knows no terminal; prints
 * lines through {@code screen}.
 */
final class TerminalHandset implements AutoCloseable {
    /** How a line is meant, for colours. */
    enum Tone {
        SENT,
        RECEIVED,
        HEARD,
        NOTE,
        ERROR
    }

    /** So long after a save it is seen at most. */
    private static final long LOOK_MILLIS = 200;

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
    private final Phones phones;
    private final AuthorKit authors;
    private final DoorKit doors;
    private final Memory memory;
    private String number;
    private int uplinks;
    private long counted;

    TerminalHandset(
            Engine engine,
            SmscSimulator smsc,
            Phones phones,
            DemoClock clock,
            List<String> cast,
            DemoStaff staff,
            String number,
            BiConsumer<Tone, String> screen,
            Memory memory,
            DoorKit doors) {
        this.memory = memory;
        this.doors = doors;
        this.engine = engine;
        this.smsc = smsc;
        this.service = engine.config().desk().service();
        this.clock = clock;
        this.cast = cast;
        this.staff = staff;
        this.screen = screen;
        this.number = number;
        this.phones = phones;
        this.authors = new AuthorKit(engine, clock);
        this.watching = watchFiles();
        be(number);
    }

    private void be(String msisdn) {
        number = msisdn;
        if (listening.add(msisdn)) {
            phones.listen(msisdn, text -> {
                memory.text(text.text());
                authors.received(msisdn, text.text());
                var size = text.segments() == 1 ? "1 SMS" : text.segments() + " SMS";
                var who = msisdn.equals(number) ? "" : msisdn + "  ";
                screen.accept(
                        Tone.RECEIVED,
                        who + text.text() + "   [" + size + ", " + Segmenter.encoding(text.text()) + ", "
                                + text.text().codePointCount(0, text.text().length()) + " characters]");
            });
        }
    }

    private final Thread watching;
    private final java.util.Set<String> listening = new java.util.HashSet<>();

    /** Files are read again when they are saved, whatever the handset does meanwhile. */
    private Thread watchFiles() {
        var thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                            authors.look(this::say, this::complain);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "saved-files");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Looks at no files any more: those that the program carries are deleted when it ends, which is no fault of theirs. */
    @Override
    public void close() {
        watching.interrupt();
        try {
            watching.join(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What can be typed, for people and for completion. */
    static String help() {
        return String.join("\n", HELP, AuthorKit.HELP, WalletKit.HELP, DoorKit.HELP);
    }

    /** What Tab completes besides: the words of the service, and of what can be made to fail. */
    static List<String> words(Engine engine) {
        var scripts = engine.desk().scripts();
        var words = new TreeSet<>(scripts.catalogue().actions().keySet());
        scripts.catalogue()
                .actions()
                .values()
                .forEach(action -> words.addAll(action.outcomes().keySet()));
        scripts.dialogs()
                .values()
                .forEach(dialog -> dialog.commands().forEach(command -> words.addAll(command.words())));
        return List.copyOf(words);
    }

    String number() {
        return number;
    }

    boolean inCall() {
        return phones.isInCall(number);
    }

    /** Does what the line says; false if it says to end. */
    boolean line(String typed) throws InterruptedException {
        var line = memory.fill(typed);
        var words = line.strip().split("\\s+", 2);
        var argument = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "/quit", "/exit" -> {
                return false;
            }
            case "/help", "/?" -> say(String.format(Locale.ROOT, help(), service));
            case "#" -> say(argument);
            case "/site", "/partner", "/boss", "/smspay", "/release", "/refuse", "/printer" -> door(words[0], argument);
            case "/counts" -> counts(argument);
            case "/hall", "/stk", "/tap", "/batch", "/tear", "/swap" -> wallet(words[0], argument);
            case "/who" -> cast.forEach(this::say);
            case "/as" -> as(argument);
            case "/wait" -> pass(argument);
            case "/redeliver" -> redeliver();
            case "/why" -> {
                authors.why().forEach(this::say);
                say(ExplainLast.of(engine.store(), number));
            }
            case "/state", "/fail", "/save", "/reset" ->
                authors.line(number, words[0], argument).ifPresent(lines -> lines.forEach(this::say));
            case "/bill" -> say(tally());
            case "/bills" -> bills(argument);
            case "/code" ->
                staff.code(argument).ifPresentOrElse(this::say, () -> complain("/code wants a name, like /code clerk"));
            case "/call" -> dial(argument.isEmpty() ? "12588" : argument);
            case "/hangup" -> speak("hangup", new VoiceInput.HungUp());
            default -> {
                if (inCall()) {
                    key(line.strip());
                } else if (line.isBlank()) {
                    return true;
                } else if (line.startsWith("/")) {
                    complain("There is no " + words[0] + "; /help lists what there is.");
                } else if (!line.isBlank()) {
                    send(line);
                }
            }
        }
        return true;
    }

    private void door(String command, String argument) throws InterruptedException {
        phones.settle();
        doors.line(command, argument.strip()).ifPresent(lines -> lines.forEach(this::say));
        phones.settle();
    }

    /** As an SMSC's operators would hand it over: what it has delivered since it did so last. */
    private void counts(String file) {
        long all = smsc.counts().answeredOk(service.digits());
        long since = all - counted;
        counted = all;
        var day = ServiceDay.date(clock.instant()).toString();
        memory.put("day", day);
        try {
            Files.writeString(
                    Path.of(file), "destination,delivered,accepted\n" + service + ',' + since + ',' + since + '\n');
            say("The SMSC has delivered " + since + " messages to " + service + " on " + day
                    + " since it counted last.");
        } catch (IOException e) {
            complain(file + " cannot be written: " + e.getMessage());
        }
    }

    private void wallet(String command, String argument) {
        phones.wallets().line(number, command, argument.strip()).ifPresent(lines -> lines.forEach(this::say));
        phones.settle();
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

    private void send(String text) {
        screen.accept(Tone.SENT, text);
        authors.sends(number, text);
        uplinks++;
        int status = phones.sent(number, text);
        if (status != 0) {
            complain(
                    String.format(Locale.ROOT, "The engine answered with status 0x%08X; nothing was charged.", status));
        }
    }

    private void redeliver() {
        if (uplinks == 0) {
            complain("Nothing has been sent yet.");
            return;
        }
        authors.does(number, "redeliver");
        phones.await(smsc.redeliverLast());
        phones.settle();
        say("Delivered again: the same message, so nothing new happened and nothing was charged.");
    }

    private void pass(String text) {
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
        authors.waits(text);
        engine.tick();
        phones.settle();
        say(text + " later.");
    }

    private void bills(String text) {
        for (PaymentEnding outcome : PaymentEnding.values()) {
            if (outcome.name().equalsIgnoreCase(text)) {
                authors.does(number, "outside bill " + outcome.name().toLowerCase(Locale.ROOT));
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

    private void dial(String digits) {
        if (inCall() || !digits.matches("[0-9]{3,20}")) {
            complain(inCall() ? "You are in a call; /hangup ends it." : "/call wants a number, like /call 12588");
            return;
        }
        authors.calls(number, "call " + digits);
        hear(phones.dialled(number, digits));
    }

    private void key(String keys) {
        if (keys.isEmpty()) {
            speak("silence", new VoiceInput.Silence());
        } else if (keys.matches("[0-9*#]+")) {
            var pressed = keys.replaceAll("#$", "");
            speak("press " + pressed, new VoiceInput.Keys(new Secret(pressed)));
        } else {
            complain("You are in a call: type keys (0-9 * #), an empty line for silence, or /hangup.");
        }
    }

    /** @param line the same in a transcript */
    private void speak(String line, VoiceInput input) {
        if (!inCall()) {
            complain("There is no call; /call 12588 dials.");
            return;
        }
        authors.calls(number, line);
        hear(phones.input(number, input));
    }

    private void hear(VoiceTurn turn) {
        turn.say().forEach(sentence -> {
            authors.heard(number, sentence.written());
            screen.accept(Tone.HEARD, sentence.written());
        });
        boolean goesOn = turn.next() instanceof VoiceNext.Collect;
        if (!goesOn) {
            turn.next()
                    .fold(
                            collect -> "",
                            transfer -> "The call is handed over to " + transfer.target() + ".",
                            hangUp -> "The call has ended.")
                    .lines()
                    .forEach(this::say);
        }
    }
}
