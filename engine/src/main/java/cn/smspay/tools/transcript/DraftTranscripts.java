package cn.smspay.tools.transcript;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Edge;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Guard;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Writes a case for each way that no transcript walks: goes there by the shortest path, letting actions end as the path needs
 * it, and notes what is said. An author reads it before it is kept.
 */
final class DraftTranscripts {
    private static final String NUMBER = "13800000001";
    private static final List<String> PEOPLE = List.of(
            "given " + NUMBER + " registered real_name card_bound=6222 cash=500 card=100",
            "given " + NUMBER + " registered real_name card_bound=6222 cash=500 card=100 province=guangdong",
            "given " + NUMBER + " registered cash=500",
            "given " + NUMBER + " profile",
            "given " + NUMBER);
    private static final List<String> MENU_KEYS = List.of("8", "7", "6", "5", "#", "*");
    private static final String NOTICES = "dialogs/_notices.chat";
    private static final int TRIES = 3;
    private static final int HEARD_MAX = 2;

    private final Scripts scripts;
    private final LocalStage stage;
    private final Predicate<String> wanted;

    /** @param wanted whether cases may be added to a file, by its name without the folder */
    DraftTranscripts(Scripts scripts, LocalStage stage, Predicate<String> wanted) {
        this.scripts = scripts;
        this.stage = stage;
        this.wanted = wanted;
    }

    /** Cases for these ways, by the file that they belong to; a way that cannot be reached by itself has none. */
    Map<String, List<String>> of(List<String> missing) {
        var left = new LinkedHashSet<>(missing);
        var written = new LinkedHashMap<String, List<String>>();
        for (String way : missing) {
            if (!left.contains(way) || !isWanted(file(way))) {
                continue;
            }
            if (way.startsWith("notice ")) {
                notice(way).ifPresent(draft -> {
                    left.removeAll(draft.ways());
                    written.computeIfAbsent(NOTICES, file -> new ArrayList<>()).addAll(draft.lines());
                });
            } else {
                draft(dialog(way), way).ifPresent(draft -> {
                    left.removeAll(draft.ways());
                    written.computeIfAbsent(file(way), file -> new ArrayList<>())
                            .addAll(draft.lines());
                });
            }
        }
        return written;
    }

    private boolean isWanted(String file) {
        return wanted.test(file.replaceFirst(".*/", ""));
    }

    private String file(String way) {
        return way.startsWith("notice ") ? NOTICES : file(dialog(way));
    }

    private static String file(Dialog dialog) {
        return dialog.file().replaceFirst("\\.yaml$", ".chat");
    }

    private Optional<Draft> notice(String way) {
        return played(List.of(PEOPLE.get(0), way), way, "通知" + way.substring("notice ".length()));
    }

    /**
     * Cases in which an action that several ways lead to ends badly, by each of these ways: whether a way leads there is seen
     * only then.
     *
     * @param known titles of cases that there are
     */
    Map<String, List<String>> afterEachWay(Set<String> known) {
        var written = new LinkedHashMap<String, List<String>>();
        for (Dialog dialog : scripts.dialogs().values()) {
            if (!isWanted(file(dialog))) {
                continue;
            }
            for (Edge edge : Edge.of(dialog)) {
                if (edge.way() == Go.Kind.NEXT && dialog.steps().get(edge.to()) instanceof Step.Do act) {
                    bad(act).ifPresent(outcome -> {
                        var title = WayTitle.then(
                                WayTitle.of(name(dialog), edge.from(), edge.on()), edge.to(), outcome);
                        if (known.stream().noneMatch(each -> WayTitle.isOf(each, title))) {
                            after(dialog, edge, act, outcome, title)
                                    .ifPresent(draft -> written.computeIfAbsent(file(dialog), file -> new ArrayList<>())
                                            .addAll(draft.lines()));
                        }
                    });
                }
            }
        }
        return written;
    }

    /** What people call it. */
    private static String name(Dialog dialog) {
        return dialog.title().getOrDefault("zh", dialog.name());
    }

    private static Optional<String> bad(Step.Do act) {
        return act.outcomes().entrySet().stream()
                .filter(each -> each.getValue().go().way() == Go.Kind.FAILED)
                .map(Map.Entry::getKey)
                .reduce((earlier, later) -> later);
    }

    private Optional<Draft> after(Dialog dialog, Edge edge, Step.Do act, String outcome, String title) {
        var way = DialogueWays.name(dialog.name(), edge.from(), edge.walked());
        for (String from : starts(dialog)) {
            for (List<Edge> before : paths(dialog, from, edge.from())) {
                var path = new ArrayList<>(before);
                path.add(edge);
                for (boolean forced : List.of(false, true)) {
                    for (String person : PEOPLE) {
                        var end = List.of("fail " + act.action() + ' ' + outcome);
                        var lines = new Attempt(dialog, from, act.name(), outcome, path, forced, end, person).lines();
                        var draft = played(lines, way, title);
                        if (draft.isPresent()
                                && draft.get().ways().contains(DialogueWays.name(dialog.name(), act.name(), outcome))) {
                            return draft;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private record Draft(List<String> lines, Set<String> ways) {}

    private Dialog dialog(String way) {
        var dialog = scripts.dialogs().get(way.replaceFirst("[. ].*", ""));
        if (dialog == null) {
            throw new IllegalArgumentException("no dialogue of " + way);
        }
        return dialog;
    }

    private Optional<Draft> draft(Dialog dialog, String way) {
        var step = way.matches("\\w+\\.\\S+ .*") ? way.substring(way.indexOf('.') + 1, way.indexOf(' ')) : "";
        var on = way.substring(way.indexOf(' ') + 1);
        for (String from : starts(dialog)) {
            for (List<Edge> path : paths(dialog, from, step)) {
                for (boolean forced : List.of(false, true)) {
                    for (List<String> end : ends(dialog, step, on)) {
                        for (String person : PEOPLE) {
                            var draft = attempt(new Attempt(dialog, from, step, on, path, forced, end, person), way);
                            if (draft.isPresent()) {
                                return draft;
                            }
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** @param end lines that walk the last way; those that begin with {@code fail} stand before what leads there */
    private record Attempt(
            Dialog dialog,
            String from,
            String step,
            String on,
            List<Edge> path,
            boolean forced,
            List<String> end,
            String person) {
        /** What settings decide and the path needs otherwise. */
        private List<String> preludes() {
            var preludes = new LinkedHashSet<String>();
            var asked = new LinkedHashMap<String, String>();
            path.forEach(edge -> asked.put(edge.from(), edge.walked()));
            asked.put(step, on);
            asked.forEach((name, way) -> {
                if (dialog.steps().get(name) instanceof Step.Ask ask) {
                    ask.when()
                            .forEach(guard -> preludes.add("guard " + guard.name()
                                    + (way.equals("skip") == guard.negated() ? " yes" : " no")));
                    preludes.addAll(limits(ask.slot(), way));
                    ask.choices().stream()
                            .filter(choice ->
                                    way.equals(Edge.CHOICE + choice.words().get(0) + " -> " + choice.next()))
                            .forEach(choice -> preludes.addAll(holding(choice.when())));
                } else if (dialog.steps().get(name) instanceof Step.Menu menu) {
                    menu.options().stream()
                            .filter(option -> way.equals("key " + option.key() + " -> " + option.next()))
                            .forEach(option -> preludes.addAll(holding(option.when())));
                }
            });
            return List.copyOf(preludes);
        }

        private static List<String> holding(List<Guard> guards) {
            return guards.stream()
                    .filter(guard -> guard.moment() == null)
                    .map(guard -> "guard " + guard.name() + (guard.negated() ? " no" : " yes"))
                    .toList();
        }

        private static List<String> limits(Slot slot, String way) {
            var lines = new ArrayList<String>();
            if (way.equals("refused too_small") || way.equals("refused too_big")) {
                named(slot.min(), " 10").ifPresent(lines::add);
                named(slot.max(), " 100").ifPresent(lines::add);
            }
            return lines;
        }

        private static Optional<String> named(String bound, String amount) {
            return Optional.of(Slot.limit(bound))
                    .filter(name -> !name.isEmpty())
                    .map(name -> "limit " + name + amount);
        }

        List<String> lines() {
            var lines = new ArrayList<String>();
            lines.add(person);
            lines.addAll(preludes());
            int last = lines.size();
            lines.add(opening(dialog, from, end));
            for (Edge edge : path) {
                var input = input(dialog, edge.from(), edge.on());
                if (dialog.steps().get(edge.from()) instanceof Step.Do act) {
                    if (forced || !edge.on().equals("ok")) {
                        lines.add(last, "fail " + act.action() + ' ' + edge.on());
                        last++;
                    }
                } else if (!input.isEmpty()) {
                    last = lines.size();
                    lines.add(input);
                }
            }
            for (String line : end) {
                if (line.startsWith("fail ")) {
                    lines.add(last, line);
                } else if (!line.startsWith("open ")) {
                    lines.add(line);
                }
            }
            return lines;
        }
    }

    private Optional<Draft> attempt(Attempt attempt, String way) {
        return played(attempt.lines(), way, WayTitle.of(name(attempt.dialog()), attempt.step(), attempt.on()));
    }

    private Optional<Draft> played(List<String> texts, String way, String title) {
        var lines = new ArrayList<ChatFile.Line>();
        for (String text : texts) {
            int space = text.indexOf(' ');
            lines.add(new ChatFile.Line(
                    "draft",
                    lines.size() + 1,
                    space < 0 ? text : text.substring(0, space),
                    space < 0 ? "" : text.substring(space + 1)));
        }
        var result = stage.play(new ChatFile.Case("draft", 1, way, lines), scripts);
        boolean done = result.failures().stream().noneMatch(failure -> failure.contains("cannot be done"));
        if (!done || !result.ways().contains(way)) {
            return Optional.empty();
        }
        var written = new ArrayList<String>();
        written.add("");
        var all = new ArrayList<String>();
        lines.forEach(line -> all.addAll(result.said().getOrDefault(line.number(), List.of())));
        written.add("case " + WayTitle.whole(title, all));
        for (ChatFile.Line line : lines) {
            written.add(line.verb() + (line.argument().isEmpty() ? "" : " " + line.argument()));
            written.addAll(shortened(result.said().getOrDefault(line.number(), List.of())));
        }
        written.addAll(result.rest());
        return Optional.of(new Draft(written, result.ways()));
    }

    /** A menu that is read out again is not written down again. */
    private static List<String> shortened(List<String> said) {
        var heard = said.stream().filter(line -> line.startsWith("hear ")).toList();
        if (heard.size() <= HEARD_MAX) {
            return said;
        }
        var lines = new ArrayList<>(said);
        lines.removeAll(heard);
        lines.addAll(heard.subList(0, HEARD_MAX));
        lines.add("hear " + ChatText.REST);
        return lines;
    }

    private static List<String> starts(Dialog dialog) {
        var starts = new LinkedHashSet<String>();
        starts.add(dialog.start());
        var voice = dialog.voice();
        if (voice != null) {
            starts.add(voice.withheld());
        }
        return List.copyOf(starts);
    }

    private static String opening(Dialog dialog, String from, List<String> end) {
        if (!end.isEmpty() && end.get(0).startsWith("open ")) {
            return end.get(0).substring("open ".length());
        }
        var voice = dialog.voice();
        if (voice != null) {
            return "call " + dialog.name() + (from.equals(dialog.start()) ? "" : " withheld");
        }
        if (dialog.commands().isEmpty()) {
            return "then order 88.00";
        }
        // A question without words is answered with the command.
        return "> " + dialog.word()
                + dialog.steps().values().stream()
                        .filter(step ->
                                step instanceof Step.Ask ask && ask.say().isEmpty())
                        .map(step -> " " + good(((Step.Ask) step).slot()))
                        .findFirst()
                        .orElse("");
    }

    /** The shortest paths to a step, by its last but one step; an empty one if it is the first. */
    private static List<List<Edge>> paths(Dialog dialog, String from, String to) {
        if (to.isEmpty() || to.equals(from)) {
            return List.of(List.of());
        }
        var found = new ArrayList<List<Edge>>();
        var best = new HashMap<String, List<Edge>>();
        best.put(from, List.of());
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            var at = open.remove();
            for (Edge edge : Edge.of(dialog)) {
                if (!edge.from().equals(at)) {
                    continue;
                }
                var path = new ArrayList<>(best.getOrDefault(at, List.of()));
                path.add(edge);
                if (edge.to().equals(to)) {
                    found.add(path);
                } else if (best.putIfAbsent(edge.to(), path) == null) {
                    open.add(edge.to());
                }
            }
        }
        return found;
    }

    /** What is typed so that a way of a step is taken; empty if nothing is. */
    private static String input(Dialog dialog, String step, String on) {
        boolean spoken = dialog.voice() != null;
        if (dialog.steps().get(step) instanceof Step.Ask ask) {
            if (on.startsWith(Edge.CHOICE)) {
                return "> " + on.substring(Edge.CHOICE.length()).replaceFirst(" -> .*", "");
            }
            return switch (on) {
                case "answer" -> ask.say().isEmpty() ? "" : typed(spoken, good(ask.slot()));
                case "no" ->
                    typed(
                            spoken,
                            ask.slot().no().isEmpty() ? "0" : ask.slot().no().get(0));
                case "back" -> spoken ? "press *" : "> B";
                default -> "";
            };
        }
        if (on.startsWith("key ")) {
            return "press " + on.charAt("key ".length());
        }
        return switch (on) {
            case "silence" -> "silence";
            case "failed" -> "nobody";
            default -> "";
        };
    }

    private static String typed(boolean spoken, String answer) {
        return spoken ? "press " + answer.replace('.', '*') + (answer.length() > 1 ? "#" : "") : "> " + answer;
    }

    /** Lines that take a way at a step, in several manners. */
    private List<List<String>> ends(Dialog dialog, String step, String on) {
        if (on.startsWith("opened ")) {
            return List.of(List.of("open > " + on.substring("opened ".length())));
        }
        var at = dialog.steps().get(step);
        if (at instanceof Step.Do act) {
            return List.of(List.of("fail " + act.action() + ' ' + on));
        }
        boolean spoken = dialog.voice() != null;
        if (at instanceof Step.Ask ask) {
            return List.of(ask(ask, on, spoken, dialog));
        }
        if (at instanceof Step.Menu) {
            return menu(on);
        }
        var input = input(dialog, step, on);
        return List.of(input.isEmpty() ? List.of() : List.of(input));
    }

    private List<String> ask(Step.Ask ask, String on, boolean spoken, Dialog dialog) {
        if (on.startsWith("refused ")) {
            return List.of(typed(spoken, bad(ask.slot(), on.substring("refused ".length()))));
        }
        return switch (on) {
            case "gave up" -> {
                var wrong = spoken ? "silence" : "> " + wrong(dialog, ask.slot());
                yield List.of(wrong, wrong, wrong);
            }
            case "cancelled" -> List.of("> QX");
            case "no_input" -> List.of("silence");
            case "late" -> List.of("wait " + (ask.expire().toSeconds() + 1) + "s", "> " + good(ask.slot()));
            case "replaced" -> List.of("> " + other(dialog));
            // An action that settings let go without the answer is not performed without them.
            case "skip" ->
                dialog.steps().get(ask.next()) instanceof Step.Do act
                        ? List.of("fail " + act.action() + ' '
                                + act.outcomes().keySet().iterator().next())
                        : List.of();
            default -> {
                var input = input(dialog, ask.name(), on);
                yield input.isEmpty() ? List.of() : List.of(input);
            }
        };
    }

    private String other(Dialog dialog) {
        return scripts.dialogs().values().stream()
                .filter(each -> each.interrupts()
                        && each.aside().isEmpty()
                        && !each.commands().isEmpty()
                        && !each.name().equals(dialog.name()))
                .map(Dialog::word)
                .sorted()
                .findFirst()
                .orElse("");
    }

    private static List<List<String>> menu(String on) {
        var ends = new ArrayList<List<String>>();
        switch (on) {
            case "no_match" -> MENU_KEYS.forEach(key -> ends.add(List.of("press " + key)));
            case "gave up" -> {
                ends.add(List.of("silence", "silence", "silence"));
                for (String key : MENU_KEYS) {
                    var line = "press " + key;
                    ends.add(Collections.nCopies(TRIES, line));
                }
            }
            case "silence", "no_input" -> ends.add(List.of("silence"));
            default -> ends.add(List.of("press " + on.charAt("key ".length())));
        }
        return ends;
    }

    private static String good(Slot slot) {
        return switch (slot.type()) {
            case AMOUNT -> "50";
            case PIN -> "123456".repeat(3).substring(0, slot.digits());
            case DIGITS ->
                slot.prefix() + "1".repeat(slot.digits() - slot.prefix().length());
            case DATE -> "20091001";
            case CONFIRM -> slot.yes().get(0);
            case CHOICE -> "1";
            case TEXT -> text(slot.wording(), Math.max(2, slot.wording().shortest()));
        };
    }

    /** An answer that is refused, whatever for. */
    private static String wrong(Dialog dialog, Slot slot) {
        return slot.reasons().stream()
                .filter(reason -> DialogueWays.canBeRefused(dialog, slot, reason))
                .map(reason -> bad(slot, reason))
                .findFirst()
                .orElse("");
    }

    private static String bad(Slot slot, String reason) {
        if (reason.startsWith("length_")) {
            return "1".repeat(Integer.parseInt(reason.substring("length_".length())));
        }
        return switch (reason) {
            case "not_choice" -> "99";
            case "not_text" -> slot.wording().characters() == Slot.Characters.CHINESE ? "OK" : "很好";
            case "too_short" -> text(slot.wording(), slot.wording().shortest() - 1);
            case "too_long" -> text(slot.wording(), slot.wording().longest() + 1);
            case "too_small" -> Slot.limit(slot.min()).isEmpty() ? "0" : "1";
            case "below_min" -> "0";
            case "too_big" -> "9999999";
            case "wrong_length", "not_pin" -> "12";
            case "wrong_prefix" -> "9".repeat(slot.digits());
            case "in_future" -> "20991231";
            case "not_date" -> "20091332";
            case "not_confirm", "not_amount", "not_digits" -> "9*9*9";
            default -> "?!";
        };
    }

    /** So many characters that a free text may consist of. */
    private static String text(Slot.Wording wording, int length) {
        var one = switch (wording.characters()) {
            case ANY, CHINESE -> "好";
            case LATIN -> "a";
            case DIGITS -> "7";
        };
        return one.repeat(length);
    }
}
