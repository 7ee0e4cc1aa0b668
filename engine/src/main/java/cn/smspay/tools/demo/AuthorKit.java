package cn.smspay.tools.demo;

import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.ConversationId;
import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.yaml.Faults;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.cli.WatchedFiles;
import cn.smspay.config.AuthorSettings;
import cn.smspay.engine.Engine;
import cn.smspay.engine.ScriptGate;
import cn.smspay.store.Job;
import cn.smspay.store.Tx;
import cn.smspay.talk.desk.Releases;
import cn.smspay.talk.dialogue.Facts;
import cn.smspay.talk.dialogue.Outcome;
import cn.smspay.talk.dialogue.Trail;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Step;
import cn.smspay.tools.transcript.ChatText;
import cn.smspay.tools.transcript.InventedValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the handset offers to those who write dialogues: how a message went, where a conversation stands, an action that ends
 * otherwise, the session as a transcript, and files that are read again when they are saved. Thread-safe.
 */
final class AuthorKit implements Trail {
    static final String HELP = """
            For those who write dialogues; files are read again when they are saved:
              /state             where the conversation waits    /reset    leaves what is open
              /fail withdraw no_cash   the next time, that action is not performed and ends so
              /save my.chat      writes this session as a transcript""";

    private static final String STATES = """
            select c.dialog, c.step, c.expires_at, c.answers, c.tries from conversation c join number n on n.subscription = c.subscription
            where n.msisdn = :number and c.state = 'ASKING' and c.expires_at > :now order by c.slot
            """;

    /** Lines of one person's session that are kept: a long afternoon. */
    private static final int SESSION_MAX = 1_000;

    private static final String NONE = "{}";

    /** More than a choice or a word to leave. */
    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}{4}");

    /** Who it is, and when it was: the lines of a session that stay. */
    private static final int HEAD = 2;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Engine engine;
    private final Clock clock;
    private final WatchedFiles files;
    private final Map<String, Outcome> instead = new ConcurrentHashMap<>();
    private final MessageTrace route = new MessageTrace();
    private final Map<String, List<String>> sessions = new LinkedHashMap<>();

    AuthorKit(Engine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
        this.files = new WatchedFiles(engine.config().dialogs(), engine.config().ivrScripts());
        engine.desk().follow(this);
    }

    @Override
    public synchronized void walked(Dialog dialog, String step, String on) {
        route.walked(on, line(dialog, step, on));
    }

    private static String line(Dialog dialog, String step, String on) {
        return (step.isEmpty() ? dialog.name() : dialog.name() + '.' + step) + ": " + on + "  (" + place(dialog, step)
                + ")";
    }

    /** Like {@code dialogs/kt.yaml:12}. */
    private static String place(Dialog dialog, String step) {
        var at = dialog.steps().get(step);
        return dialog.file() + (at == null ? "" : ":" + at.line());
    }

    @Override
    public synchronized void opened(Dialog dialog, String word) {
        route.opened(word, line(dialog, "", "opened " + word));
    }

    @Override
    public Facts facts(Facts facts) {
        return new Watched(facts, this::asked);
    }

    private synchronized void asked(String guard, boolean holds) {
        route.add(MessageTrace.GUARD + guard + ": " + (holds ? "yes" : "no"));
    }

    /** Facts of which is known what was asked. */
    private record Watched(Facts facts, BiConsumer<String, Boolean> asked) implements Facts {
        @Override
        public boolean holds(String guard) {
            boolean holds = facts.holds(guard);
            asked.accept(guard, holds);
            return holds;
        }

        @Override
        public String limit(String name) {
            return facts.limit(name);
        }

        @Override
        public String setting(String name) {
            return facts.setting(name);
        }

        @Override
        public String language() {
            return facts.language();
        }

        @Override
        public Instant now() {
            return facts.now();
        }

        @Override
        public ConversationId newConversation() {
            return facts.newConversation();
        }
    }

    @Override
    public synchronized void noticed(String notice) {
        route.add("notice " + notice);
    }

    @Override
    public synchronized void ended(Dialog dialog, Go.Kind how) {
        route.add(dialog.name() + " ends: " + how.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable Outcome instead(String action) {
        return instead.remove(action);
    }

    /** A message is sent now. */
    void sends(String number, String text) {
        var open = waiting(number);
        boolean secret =
                !open.isEmpty() && open.get(0).secret() && DIGITS.matcher(text).find();
        begins(
                number,
                secret ? MessageTrace.HIDDEN : text,
                open.stream().map(Waiting::question).toList(),
                "> " + text.replace("\\", "\\\\"));
    }

    /** Something is done in a call, as a transcript writes it: {@code call 12588}, {@code press 1}. */
    void calls(String number, String line) {
        begins(number, "", List.of(), line);
    }

    /** Something else is done meanwhile, as a transcript writes it: {@code wait 10m}, {@code redeliver}. */
    void does(String number, String line) {
        var who = in(tx -> given(tx, number));
        synchronized (this) {
            session(number, who);
            add(number, line);
        }
    }

    /** Time passes, for everybody. */
    synchronized void waits(String time) {
        sessions.keySet().forEach(number -> add(number, "wait " + time));
    }

    private void begins(String number, String text, List<String> questions, String line) {
        var who = in(tx -> given(tx, number));
        synchronized (this) {
            route.begin(text, questions);
            session(number, who);
            add(number, line);
        }
    }

    private void session(String number, String who) {
        sessions.computeIfAbsent(number, each -> new ArrayList<>(List.of("given " + number + who, "clock " + now())));
    }

    private String now() {
        return TIME.format(clock.instant().atZone(ServiceDay.ZONE));
    }

    /** Something was said in a call. */
    synchronized void heard(String number, String text) {
        add(number, "hear " + ChatText.expectation(text));
    }

    /** The first lines stay; the oldest of the others go. */
    private void add(String number, String line) {
        var session = sessions.get(number);
        if (session != null) {
            if (session.size() == SESSION_MAX) {
                session.remove(HEAD);
            }
            session.add(line);
        }
    }

    /** A text has come. */
    synchronized void received(String number, String text) {
        add(number, "< " + ChatText.expectation(text));
    }

    /** How the last message went, the first thing first. */
    synchronized List<String> why() {
        return route.lines(engine.desk().scripts().common());
    }

    /** Does what a line says; empty if it is no line of authors. */
    Optional<List<String>> line(String number, String command, String argument) {
        return switch (command) {
            case "/state" -> Optional.of(state(number));
            case "/fail" -> Optional.of(List.of(fail(number, argument)));
            case "/reset" -> Optional.of(List.of(reset(number)));
            case "/save" -> Optional.of(List.of(save(number, argument)));
            default -> Optional.empty();
        };
    }

    /**
     * A question that waits.
     *
     * @param question like {@code tx.ask_pin (pin, dialogs/tx.yaml:60)}
     * @param secret whether what is answered is shown nowhere
     */
    private record Waiting(String question, boolean secret, long seconds, String answers, int tries) {
        String line() {
            return question + ", for " + seconds + " more seconds"
                    + (tries == 0 ? "" : ", after " + tries + (tries == 1 ? " wrong answer" : " wrong answers"))
                    + (answers.equals(NONE) || answers.isEmpty() ? "" : "; knows " + answers);
        }
    }

    private List<Waiting> waiting(String number) {
        return engine.store()
                .read(sql -> sql.createQuery(STATES)
                        .bind("number", Long.parseLong(number))
                        .bind("now", clock.millis())
                        .map((row, context) -> new Waiting(
                                question(row.getString(1), row.getString(2)),
                                isSecret(row.getString(1), row.getString(2)),
                                Math.max(0, (row.getLong(3) - clock.millis()) / 1000),
                                row.getString(4),
                                row.getInt(5)))
                        .list());
    }

    private boolean isSecret(String dialog, String step) {
        var known = engine.desk().scripts().dialogs().get(dialog);
        return known == null
                || (known.steps().get(step) instanceof Step.Ask ask
                        && ask.slot().secret());
    }

    private String question(String dialog, String step) {
        var known = engine.desk().scripts().dialogs().get(dialog);
        var named = dialog + '.' + step;
        if (known == null || !(known.steps().get(step) instanceof Step.Ask ask)) {
            return named + " (of older files)";
        }
        return named + " (" + ask.slot().type().name().toLowerCase(Locale.ROOT) + ", " + place(known, step) + ")";
    }

    private List<String> state(String number) {
        var states = waiting(number).stream().map(Waiting::line).toList();
        return states.isEmpty() ? List.of("Nothing waits for an answer.") : states;
    }

    private String reset(String number) {
        return in(tx -> engine.accounts()
                .subscribers()
                .find(tx, new Msisdn(number))
                .map(who -> {
                    engine.desk().end(tx, who.id());
                    return "Nothing is open any more.";
                })
                .orElse("Nobody has this number yet."));
    }

    private String fail(String number, String argument) {
        if (argument.isBlank()) {
            return "/fail wants an action and how it ends, like /fail withdraw no_cash";
        }
        var words = argument.strip().split("\\s+");
        var actions = engine.desk().scripts().catalogue().actions();
        var action = actions.get(words[0]);
        if (action == null) {
            return "There is no action " + words[0] + "; " + Faults.suggestion(words[0], actions.keySet());
        }
        var outcome = words.length < 2 ? null : action.outcomes().get(words[1]);
        if (outcome == null) {
            return "/fail " + words[0] + " wants one of "
                    + String.join(", ", action.outcomes().keySet());
        }
        does(number, "fail " + action.name() + ' ' + outcome.name());
        instead.put(action.name(), InventedValues.outcome(outcome, engine.desk().scripts()));
        return "The next " + action.name() + " ends as " + outcome.name() + " and is not performed.";
    }

    private synchronized String save(String number, String file) {
        var session = sessions.get(number);
        if (session == null || file.isBlank()) {
            return session == null ? "Nothing has been sent yet." : "/save wants a file, like /save my.chat";
        }
        var lines = new ArrayList<>(List.of("", "case saved from the handset at " + now()));
        lines.addAll(session);
        try {
            Files.write(Path.of(file), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return (session.size() - HEAD) + " lines added to " + file + "; \"smspay chat " + file + "\" plays them.";
        } catch (InvalidPathException e) {
            return file + " is no name of a file";
        } catch (IOException e) {
            return file + " cannot be written; /save wants a file in a folder that is there, like /save my.chat";
        }
    }

    /** What a transcript has to say of somebody. */
    private String given(Tx tx, String number) {
        var found = engine.accounts().subscribers().find(tx, new Msisdn(number));
        var no = found.map(Subscription::account).orElse(null);
        if (found.isEmpty() || no == null) {
            return "";
        }
        var who = found.get();
        var words = new StringBuilder(" registered");
        for (String fact : List.of("real_name", "card_bound")) {
            if (engine.accounts().facts().holds(tx, who.id(), fact, clock.instant())) {
                words.append(' ').append(fact);
            }
        }
        for (Pocket pocket : List.of(Pocket.CASH, Pocket.CARD)) {
            words.append(' ')
                    .append(pocket.name().toLowerCase(Locale.ROOT))
                    .append('=')
                    .append(engine.accounts().ledger().balance(tx, no, pocket));
        }
        return words.toString();
    }

    private <T> T in(Function<Tx, T> work) {
        return engine.lane().submit(Job.of("handset", work)).join();
    }

    /** Reads the files again if one was saved, and says in a line how that went; conversations go on. */
    void look(Consumer<String> good, Consumer<String> bad) {
        var changed = files.changed();
        if (changed.isEmpty()) {
            return;
        }
        var names = changed.stream().map(path -> path.getFileName().toString()).collect(Collectors.joining(", "));
        var loaded = new ScriptGate(AuthorSettings.of(engine.config())).open();
        if (loaded.scripts() == null) {
            var faults =
                    loaded.faults().stream().filter(fault -> !fault.warning()).toList();
            bad.accept(names + ": " + faults.get(0)
                    + (faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more; smspay check)"));
            return;
        }
        new Releases(engine.store()).begin(loaded.scripts(), clock.instant());
        engine.desk().use(loaded.scripts());
        good.accept(names + ": in order, and in use");
    }
}
