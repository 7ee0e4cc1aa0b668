package cn.smspay.tools.transcript;

import cn.smspay.base.yaml.Faults;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.Uplink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Plays one case line by line and notes where it goes otherwise. Verbs:
 *
 * <ul>
 *   <li>{@code given NUMBER traits}, {@code stock CARD FACE}: who and what there is; the first one given speaks
 *   <li>{@code > text} sends a message and waits until all is at rest, {@code >> text} sends and does not wait
 *   <li>{@code deliver …}, {@code redeliver}: a message octet by octet; the last one once more
 *   <li>{@code < text}, {@code < NUMBER: text}: what comes, in order, and nothing else
 *   <li>{@code call NUMBER [withheld]}, {@code press}, {@code silence}, {@code hangup}, {@code hear text}: the voice service;
 *       {@code hear …} is all that follows, for instance the menu; {@code nobody}: no agent answers
 *   <li>{@code clock}, {@code wait}, {@code outside}, {@code then}: time, other systems, other channels
 *   <li>{@code fail ACTION OUTCOME}: the next time, that action is not performed and ends so
 *   <li>{@code guard NAME yes|no}, {@code limit NAME YUAN}: what settings decide, in this case only; {@code notice NAME}: it
 *       is said, with values that are made up
 *   <li>{@code state}, {@code was}, {@code bill}, {@code cash}, {@code card}, {@code order}, {@code line}, {@code end DIALOGUE done|pending|failed}, {@code log without}:
 *       checks
 * </ul>
 */
final class ChatPlayer {
    private static final Pattern TO_SOMEBODY = Pattern.compile("(1[0-9]{10}): (.*)");

    /** Of subscribers, and of other services. */
    private static final Pattern SENDER = Pattern.compile("\\+?[0-9]{2,21}");

    private final ChatScene scene;
    private final Map<String, String> heard = new HashMap<>();
    private final ChatCast cast;
    private final ChatEvents events;
    private final ChatChecks checks;
    private final ChatCall telephone;
    private final List<String> failures = new ArrayList<>();
    /** What was said after each line that acts, as a transcript would write it; for updating. */
    private final Map<Integer, List<String>> said = new LinkedHashMap<>();

    private final Deque<ChatScene.Received> texts = new ArrayDeque<>();
    private final Deque<String> spoken = new ArrayDeque<>();
    private String speaker = "";
    private boolean called;

    ChatPlayer(ChatScene scene, ChatLog log) {
        this.scene = scene;
        this.cast = new ChatCast(scene);
        this.events = new ChatEvents(scene, cast, heard);
        this.checks = new ChatChecks(scene, log);
        this.telephone = new ChatCall(scene);
    }

    /**
     * How a case went.
     *
     * @param ways what was walked, by the names of {@link DialogueWays}
     * @param rest lines that check where it stands at the end
     * @param said by the number of each line that acts, the lines that ought to follow it
     */
    record Result(List<String> failures, Map<Integer, List<String>> said, Set<String> ways, List<String> rest) {}

    Result play(ChatFile.Case played) {
        for (ChatFile.Line line : played.lines()) {
            try {
                if (line.acts()) {
                    nothingMore(line);
                    scene.trail().next();
                    act(line);
                } else if (line.expects()) {
                    expect(line);
                } else {
                    check(line);
                }
            } catch (IndexOutOfBoundsException e) {
                failures.add(line.at() + "cannot be done: something is missing behind " + line.verb());
                return result();
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                failures.add(line.at() + "cannot be done: " + e.getMessage());
                return result();
            } catch (IllegalStateException e) {
                failures.add(line.at() + e.getMessage());
                break;
            }
        }
        nothingMore(new ChatFile.Line(
                played.file(),
                played.lines().isEmpty()
                        ? played.number()
                        : played.lines().get(played.lines().size() - 1).number(),
                "case",
                ""));
        return result();
    }

    private List<String> rest() {
        var rest = new ArrayList<String>();
        if (!scene.trail().end().equals("none")) {
            rest.add("end " + scene.trail().end());
        }
        if (called) {
            rest.add("line " + telephone.line());
        } else if (!speaker.isEmpty()) {
            rest.add("state " + checks.state(speaker));
        }
        return rest;
    }

    private Result result() {
        return new Result(List.copyOf(failures), said, scene.trail().ways(), rest());
    }

    private void act(ChatFile.Line line) {
        switch (line.verb()) {
            case "given" -> given(line);
            case "stock" -> cast.stock(line.words());
            case "as" -> be(line.words().get(0));
            case "clock" -> scene.clock().set(line.argument().strip());
            case "wait" -> scene.clock().turn(ChatClock.duration(line.words().get(0)));
            case ">", ">>" -> send(line);
            case "deliver" -> deliver(line);
            case "redeliver" -> acknowledged(line, scene.redeliverLast());
            case "call" -> {
                called = true;
                telephone.dial(
                        line.words().contains("withheld") ? "" : speaker,
                        line.words().get(0));
            }
            case "press" -> telephone.press(ChatText.filled(line.words().get(0), heard));
            case "silence" -> telephone.silence();
            case "hangup" -> telephone.hangUp();
            case "nobody" -> telephone.nobodyAnswers();
            case "outside" -> events.outside(speaker, line.words());
            case "then" -> events.then(speaker, line.words());
            case "fail" -> fail(line.words());
            case "guard" -> guard(line.words());
            case "limit" -> limit(line.words());
            case "notice" -> notice(line.words().get(0));
            default -> throw new AssertionError(line.verb());
        }
        if (!line.verb().equals(">>") && !line.verb().equals("as")) {
            comeToRest(line);
        }
    }

    /** An action ends otherwise than it would; what it tells is made up. */
    private void fail(List<String> words) {
        var actions = scene.scripts().catalogue().actions();
        var action = actions.get(words.get(0));
        if (action == null) {
            throw new IllegalArgumentException(
                    "there is no action " + words.get(0) + "; " + Faults.suggestion(words.get(0), actions.keySet()));
        }
        var outcome = words.size() < 2 ? null : action.outcomes().get(words.get(1));
        if (outcome == null) {
            throw new IllegalArgumentException("write: fail " + action.name() + " OUTCOME; outcomes are "
                    + String.join(", ", action.outcomes().keySet()));
        }
        scene.trail().fail(action.name(), InventedValues.outcome(outcome, scene.scripts()));
    }

    private void guard(List<String> words) {
        var guards = scene.scripts().catalogue().guards();
        known("guard", words.get(0), guards);
        if (words.size() != 2 || !Set.of("yes", "no").contains(words.get(1))) {
            throw new IllegalArgumentException("write: guard " + words.get(0) + " yes, or no");
        }
        scene.trail().guard(words.get(0), words.get(1).equals("yes"));
    }

    private void limit(List<String> words) {
        known("limit", words.get(0), scene.scripts().catalogue().limits().keySet());
        if (words.size() != 2) {
            throw new IllegalArgumentException("write: limit " + words.get(0) + " 100.00");
        }
        scene.trail().limit(words.get(0), ChatCast.fen(words.get(1)).toString());
    }

    private void notice(String name) {
        var notices = scene.scripts().catalogue().notices();
        known("notice", name, notices.keySet());
        var sort = notices.get(name);
        var values = sort == null ? Map.<String, String>of() : InventedValues.values(sort, scene.scripts());
        scene.in(tx -> {
            scene.desk()
                    .notice(
                            tx,
                            scene.who(tx, speaker),
                            name,
                            values,
                            scene.clock().instant());
            return true;
        });
    }

    private static void known(String sort, String name, Set<String> names) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no " + sort + ' ' + name + "; " + Faults.suggestion(name, names));
        }
    }

    private void given(ChatFile.Line line) {
        var number = cast.given(line.words());
        scene.listen(number);
        if (speaker.isEmpty()) {
            speaker = number;
        }
    }

    private void be(String number) {
        if (!SENDER.matcher(number).matches()) {
            throw new IllegalArgumentException("a sender is a number, not " + number);
        }
        scene.listen(number);
        speaker = number;
    }

    private String service() {
        return LocalConfig.SERVICE.digits();
    }

    private void send(ChatFile.Line line) {
        var text = ChatText.plain(ChatText.filled(line.argument(), heard));
        var answer = scene.deliver(speaker, service(), text);
        if (line.verb().equals(">")) {
            acknowledged(line, answer);
        }
    }

    private void deliver(ChatFile.Line line) {
        Uplink uplink = ChatUplink.read(line.argument(), speaker, service());
        scene.listen(uplink.from());
        acknowledged(line, scene.deliver(uplink));
    }

    private void acknowledged(ChatFile.Line line, CompletionStage<Integer> answer) {
        int status = scene.wait(answer);
        if (status != 0) {
            failures.add(line.at() + String.format(Locale.ROOT, "the engine answered with status 0x%08X", status));
        }
    }

    private void comeToRest(ChatFile.Line line) {
        scene.settle();
        texts.addAll(scene.received());
        spoken.addAll(telephone.spoken());
        var lines = new ArrayList<String>();
        texts.forEach(text -> lines.add("< " + to(text) + ChatText.expectation(text.text())));
        spoken.forEach(sentence -> lines.add("hear " + ChatText.expectation(sentence)));
        said.put(line.number(), lines);
    }

    private String to(ChatScene.Received text) {
        return text.number().equals(speaker) ? "" : text.number() + ": ";
    }

    private void expect(ChatFile.Line line) {
        if (line.verb().equals("hear") && line.argument().equals(ChatText.REST)) {
            spoken.clear();
            return;
        }
        if (line.verb().equals("hear")) {
            var sentence = spoken.poll();
            judge(line, line.argument(), sentence == null ? "silence" : sentence, sentence != null);
            return;
        }
        var addressed = TO_SOMEBODY.matcher(line.argument());
        boolean toSomebody = addressed.matches();
        var text = texts.poll();
        judge(
                line,
                toSomebody ? addressed.group(2) : line.argument(),
                text == null ? "nothing" : to(text) + text.text(),
                text != null && text.number().equals(toSomebody ? addressed.group(1) : speaker));
    }

    private void judge(ChatFile.Line line, String expected, String got, boolean rightOne) {
        var text = got.replaceFirst("^1[0-9]{10}: ", "");
        if (!rightOne || !ChatText.matches(ChatText.plain(expected), text, heard)) {
            failures.add(line.at() + ChatText.difference(expected, got) + origin(text));
        }
    }

    private String origin(String text) {
        return Origin.of(scene.scripts(), scene.trail().route(), text);
    }

    private void nothingMore(ChatFile.Line before) {
        texts.forEach(text -> failures.add(
                before.at() + "before this, nobody expected: < " + to(text) + text.text() + origin(text.text())));
        spoken.forEach(sentence ->
                failures.add(before.at() + "before this, nobody expected: hear " + sentence + origin(sentence)));
        texts.clear();
        spoken.clear();
    }

    private void check(ChatFile.Line line) {
        var wanted = line.argument().strip();
        if (line.verb().equals("cash") || line.verb().equals("card")) {
            wanted = ChatCast.fen(wanted).toString();
        } else if (line.verb().equals("state")) {
            existing(wanted);
        } else if (line.verb().equals("end")) {
            ending(line.words());
        }
        var got = switch (line.verb()) {
            case "state" -> checks.state(speaker);
            case "was" -> checks.disposition(speaker);
            case "bill" -> Integer.toString(checks.charged(speaker));
            case "cash" -> checks.money(speaker, Pocket.CASH);
            case "card" -> checks.money(speaker, Pocket.CARD);
            case "line" -> telephone.line();
            case "order" -> events.order(speaker);
            case "end" -> scene.trail().end();
            case "log" -> traces(line);
            default -> throw new AssertionError(line.verb());
        };
        if (!got.equals(wanted)) {
            failures.add(line.at() + "expected " + line.verb() + ' ' + wanted + ", got " + got);
        }
    }

    private void existing(String state) {
        for (String each : state.split(" ")) {
            var steps = scene.steps();
            if (!each.equals("none") && !steps.contains(each)) {
                throw new IllegalArgumentException("there is no step " + each + "; " + Faults.suggestion(each, steps));
            }
        }
    }

    private void ending(List<String> words) {
        var dialogs = scene.scripts().dialogs().keySet();
        if (!dialogs.contains(words.get(0)) && !words.get(0).equals("none")) {
            throw new IllegalArgumentException(
                    "there is no dialogue " + words.get(0) + "; " + Faults.suggestion(words.get(0), dialogs));
        }
        if (words.size() > 1 && !ChatNames.ENDS.contains(words.get(1))) {
            throw new IllegalArgumentException("a dialogue ends as done, pending or failed, not " + words.get(1));
        }
    }

    /** What the check {@code log without text} finds; the argument itself if it finds nothing. */
    private String traces(ChatFile.Line line) {
        var wanted = line.argument().strip();
        if (!wanted.startsWith("without ")) {
            throw new IllegalArgumentException("write: log without TEXT");
        }
        var places = checks.traces(ChatText.plain(ChatText.filled(wanted.substring("without ".length()), heard)));
        return places.isEmpty() ? wanted : "it in " + places;
    }
}
