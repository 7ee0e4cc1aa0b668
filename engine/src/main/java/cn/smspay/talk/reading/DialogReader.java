package cn.smspay.talk.reading;

import cn.smspay.base.Fen;
import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.Place;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Dialog.Command;
import cn.smspay.talk.script.Dialog.Voice;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import cn.smspay.talk.script.ValueKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one dialogue or voice menu. */
final class DialogReader {
    /** Nobody waits longer for a key, and a line is taken for so long. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    /** Words of a command, and commands of a dialogue. */
    private static final int WORDS_MAX = 50;

    private static final String CHOICE = "choice";
    private static final String VOICE = "ivr-scripts/";

    private final String file;
    private final Fields fields;
    private final Faults faults;
    private final CommonReader.Shared shared;
    private final Catalogue catalogue;
    private final boolean voice;
    private final ReplyReader replies;
    private final NameUses names;

    DialogReader(String file, Node root, CommonReader.Shared shared, Catalogue catalogue, Faults faults) {
        this.file = file;
        boolean misplaced = file.startsWith(VOICE) != root.fields().containsKey("ivr");
        if (misplaced) {
            faults.add(
                    Place.line(file, root.line()),
                    "D19",
                    file.startsWith(VOICE)
                            ? "a voice menu begins with the number that is dialled, like ivr: \"12588\""
                            : "a voice menu stands in the folder ivr-scripts");
        }
        // What else is wrong cannot be told before it is known what the file is meant to be.
        this.faults = misplaced ? new Faults() : faults;
        this.fields = new Fields(root, "the file", this.faults);
        this.shared = shared;
        this.catalogue = catalogue;
        this.voice = fields.has("ivr");
        var common = shared.common();
        var languages = shared.languages().in(fields.texts("languages"));
        var guards = new GuardReader(catalogue.guards(), common.calendar(), common.languages(), this.faults);
        this.replies = new ReplyReader(this.faults, languages, common.segments(), common.replies(), guards)
                .with(fields, "replies");
        this.names = new NameUses(fields, this.faults);
    }

    /** The dialogue; complete only if no fault was found. */
    Dialog read() {
        var name = fields.need(voice ? "ivr" : "dialog");
        names.check(voice);
        var title = title();
        var unmoved = fields.node("nothing_moved");
        var commands = commands();
        var own = CommonReader.refusals(fields, replies, file, faults);
        var slots = new SlotReader(
                        file,
                        fields,
                        replies,
                        own,
                        voice ? Map.of() : shared.refusals(),
                        catalogue.limits().keySet(),
                        faults)
                .read();
        var unchosen =
                new LinkedHashMap<String, ReplyTemplate>(shared.refusals().getOrDefault(CHOICE, Map.of()));
        unchosen.putAll(own.getOrDefault(CHOICE, Map.of()));
        var steps = new StepReader(
                        fields,
                        names,
                        slots,
                        replies,
                        guards(),
                        defaultOutcomes(),
                        unchosen,
                        catalogue,
                        shared.common(),
                        faults)
                .read(voice);
        steps.values().forEach(step -> {
            if (step instanceof Step.Ask ask && ask.slot().type() == Slot.Type.CHOICE) {
                slots.put(ask.slot().name(), ask.slot());
            }
        });
        var first = steps.keySet().stream().findFirst().orElse("");
        var start = fields.has("start") ? names.step(fields, "start") : first;
        var dialog = new Dialog(
                name,
                "",
                title,
                unmoved == null ? Map.of() : replies.texts(unmoved, "\"nothing_moved\""),
                commands,
                fields.flag("interrupts", true),
                fields.flag("survives", false),
                names.step(fields, "aside"),
                replies.one(fields, "late"),
                replies.one(fields, "again"),
                voice ? null : replies.one(fields, "give_up"),
                slots,
                steps,
                start,
                kinds(slots, steps),
                replies.byName(fields, "notices"),
                voice ? voice(start) : null,
                replies.languages(),
                replies.shared().keySet(),
                file);
        fields.done();
        return dialog;
    }

    private Map<String, String> title() {
        var title = fields.node("title");
        if (title == null) {
            fields.missing(fields.place(), "D19", "\"title\" is missing: what is the dialogue called?", "title");
            return Map.of();
        }
        if (title.shape() == Node.Shape.TEXT) {
            faults.add(title.place(), "D19", "a title stands under its language: write zh: … and en: … below");
            return Map.of();
        }
        return replies.texts(title, "\"title\"");
    }

    Declared declared() {
        return names.declared();
    }

    private List<Command> commands() {
        var commands = new ArrayList<Command>();
        var list = fields.node("commands");
        if (list == null) {
            return commands;
        }
        if (!list.isList() || list.items().stream().anyMatch(item -> !item.isMapping())) {
            faults.add(
                    fields.place("commands"),
                    "D19",
                    "\"commands\" is a list: each entry begins with a dash and a space, like \"- words: [TX, 提现]\"");
            return commands;
        }
        for (Node item : list.items()) {
            var command = new Fields(item, "a command", faults);
            var words = command.texts("words").stream().map(PlainText::of).toList();
            var written = command.node("words");
            if (words.size() > WORDS_MAX || list.items().size() > WORDS_MAX) {
                faults.add(item.place(), "D11", "more than " + WORDS_MAX + " stand here; nobody knows so many words");
                return commands;
            }
            if (words.isEmpty()
                    && (written == null
                            || (!written.isMapping() && written.items().isEmpty()))) {
                command.node("take");
                command.missing(item.place(), "D11", "\"words\" is missing; for instance [TX, 提现]", "words");
            } else {
                if (command.isText("take") && command.text("take").isBlank()) {
                    faults.add(command.place("take"), "D19", "\"take\" names no slot");
                }
                names.slot(command, "take", command.text("take"));
                commands.add(new Command(words, command.text("take"), item.line()));
            }
            command.done();
        }
        return commands;
    }

    private GuardReader guards() {
        var common = shared.common();
        return new GuardReader(catalogue.guards(), common.calendar(), common.languages(), faults);
    }

    private Map<String, Node> defaultOutcomes() {
        var outcomes = new LinkedHashMap<String, Node>(voice ? Map.of() : shared.outcomes());
        outcomes.putAll(fields.entries("outcomes"));
        return outcomes;
    }

    /** How every value is spoken that the dialogue may come to hold. */
    private Map<String, ValueKind> kinds(Map<String, Slot> slots, Map<String, Step> steps) {
        var kinds = new LinkedHashMap<String, ValueKind>();
        for (Step step : steps.values()) {
            if (step instanceof Step.Do act) {
                var action = catalogue.actions().get(act.action());
                if (action != null) {
                    action.outcomes()
                            .values()
                            .forEach(outcome ->
                                    outcome.outputs().forEach((name, output) -> kinds.put(name, output.kind())));
                }
            }
        }
        slots.values().forEach(slot -> {
            kinds.put(slot.name(), slot.kind());
            if (voice && slot.readsBack()) {
                kinds.put(slot.tailName(), ValueKind.DIGITS);
            }
        });
        return kinds;
    }

    private Voice voice(String start) {
        return new Voice(
                fields.has("withheld") ? names.step(fields, "withheld") : start,
                fields.has("home") ? names.step(fields, "home") : start,
                fields.time("patience", Duration.ofSeconds(8), Duration.ofSeconds(1), SILENCE_MAX),
                fields.time("between_keys", Duration.ofSeconds(4), Duration.ofSeconds(1), SILENCE_MAX),
                fields.number("tries", 3, 1, CommonReader.TRIES_MAX),
                replies.say(fields, "no_input"),
                replies.say(fields, "no_match"),
                replies.say(fields, "give_up"),
                replies.say(fields, fields.has("closing") ? "closing" : "give_up"));
    }

    static int keepDays(Fields fields) {
        return SlotReader.keepDays(fields);
    }

    /** Reads slots. */
    private record SlotReader(
            String file,
            Fields fields,
            ReplyReader replies,
            Map<String, Map<String, ReplyTemplate>> own,
            Map<String, Map<String, ReplyTemplate>> common,
            Set<String> limits,
            Faults faults) {
        /** A longer text would not come in one message of Chinese characters, and nobody types it. */
        private static final int TEXT_MAX = 300;

        /** No number that anybody keys in is longer. */
        private static final int DIGITS_MAX = 30;

        private static final int TEXT_USUAL = 70;
        /** What subscribers write is kept as long as it is read, not for ever. */
        private static final Duration KEEP_MAX = Duration.ofDays(400);

        private static final Set<String> KEYS = Set.of(
                "refusals",
                "secret",
                "digits",
                "prefix",
                "min",
                "max",
                "yes",
                "no",
                "shortest",
                "longest",
                "characters",
                "keep");

        /** Keys that make sense for an answer of one type alone. */
        private static final Map<Slot.Type, Set<String>> OWN = Map.of(
                Slot.Type.AMOUNT, Set.of("min", "max"),
                Slot.Type.PIN, Set.of("digits"),
                Slot.Type.DIGITS, Set.of("digits", "prefix"),
                Slot.Type.CONFIRM, Set.of("yes", "no"),
                Slot.Type.TEXT, Set.of("shortest", "longest", "characters", "keep"));

        /** What the length of a text is called. */
        private static final Map<String, String> LENGTHS =
                Map.of("min", "shortest", "max", "longest", "digits", "longest");

        private static final Set<String> OF_ALL = Set.of("refusals", "secret");

        Map<String, Slot> read() {
            var slots = new LinkedHashMap<String, Slot>();
            fields.entries("slots").forEach((name, node) -> {
                var slot = slot(name, node);
                if (slot != null) {
                    slots.put(name, slot);
                }
            });
            return slots;
        }

        private @Nullable Slot slot(String name, Node node) {
            var slot = new Fields(node, "a slot", faults);
            var typeName = slot.need("type");
            var type = type(typeName, slot.valuePlace("type"));
            if (type == null) {
                KEYS.forEach(slot::node);
                slot.done();
                return null;
            }
            var refusals = new LinkedHashMap<String, ReplyTemplate>(common.getOrDefault(typeName, Map.of()));
            refusals.putAll(own.getOrDefault(typeName, Map.of()));
            var particular = replies.byName(slot, "refusals");
            CommonReader.checkReasons(type, slot, "refusals", faults);
            refusals.putAll(particular);
            boolean always = type == Slot.Type.PIN || type == Slot.Type.TEXT;
            boolean secret = slot.flag("secret", always) || always;
            if (always && slot.text("secret").equals("false")) {
                faults.add(
                        slot.valuePlace("secret"), "D10", "a " + typeName + " is always kept secret; remove the line");
            }
            int digits = slot.number("digits", type == Slot.Type.PIN ? 6 : 0, 1, DIGITS_MAX);
            var read = new Slot(
                    name,
                    type,
                    secret,
                    digits,
                    slot.text("prefix"),
                    bound(slot, "min"),
                    bound(slot, "max"),
                    words(slot, "yes"),
                    words(slot, "no"),
                    type == Slot.Type.TEXT ? wording(slot) : Slot.Wording.NONE,
                    refusals,
                    node.line());
            check(read, slot);
            meaningless(type, typeName, slot);
            slot.done();
            return read;
        }

        private void meaningless(Slot.Type type, String typeName, Fields slot) {
            KEYS.stream()
                    .filter(slot::has)
                    .filter(key -> !OF_ALL.contains(key)
                            && !OWN.getOrDefault(type, Set.of()).contains(key))
                    .sorted()
                    .forEach(key -> {
                        slot.node(key);
                        faults.add(
                                slot.place(key),
                                "D14",
                                "\"" + key + "\" means nothing for an answer of type " + typeName + "; "
                                        + (type == Slot.Type.TEXT && LENGTHS.containsKey(key)
                                                ? "did you mean \"" + LENGTHS.get(key) + "\"?"
                                                : "remove it"));
                    });
        }

        private Slot.Wording wording(Fields slot) {
            int shortest = slot.number("shortest", 1, 1, TEXT_MAX);
            int longest = slot.number("longest", TEXT_USUAL, 1, TEXT_MAX);
            if (shortest > longest) {
                faults.add(file, slot.line("shortest"), "D14", "\"shortest\" is above \"longest\": no text fits");
            }
            var characters = Slot.Characters.ANY;
            var named = slot.text("characters", "any");
            var known = new LinkedHashSet<String>();
            for (Slot.Characters each : Slot.Characters.values()) {
                var name = each.name().toLowerCase(Locale.ROOT);
                known.add(name);
                characters = name.equals(named) ? each : characters;
            }
            if (!known.contains(named)) {
                faults.unknown(file, slot.line("characters"), "sort of characters", named, known);
            }
            return new Slot.Wording(shortest, longest, characters, keepDays(slot));
        }

        /** For how many days an answer is kept; it has to be said, because nobody else knows. */
        static int keepDays(Fields fields) {
            if (fields.node("keep") == null) {
                fields.missing(
                        Place.line(fields.file(), fields.line()),
                        "D14",
                        "\"keep\" is missing: for how many days is kept what subscribers write? For instance keep: 90d",
                        "keep");
                return 1;
            }
            return (int) fields.time("keep", Duration.ofDays(1), Duration.ofDays(1), KEEP_MAX)
                    .toDays();
        }

        private void check(Slot slot, Fields fields) {
            if (slot.type() == Slot.Type.DIGITS && slot.digits() == 0) {
                if (!fields.has("digits")) {
                    fields.missing(
                            Place.line(file, slot.line()),
                            "D14",
                            "\"digits\" is missing: how many digits has " + slot.name() + "?",
                            "digits");
                }
                return;
            }
            for (String reason : slot.reasons()) {
                if (!slot.refusals().containsKey(reason)
                        && !faults.any(fault -> fault.file().equals(ScriptFiles.COMMON))) {
                    faults.add(
                            file,
                            slot.line(),
                            "D06",
                            "nothing is said when \"" + slot.name() + "\" is refused for " + reason
                                    + "; add it under \"refusals\"");
                }
            }
            var min = Fen.readYuan(slot.min());
            var max = Fen.readYuan(slot.max());
            if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
                faults.add(file, slot.line(), "D14", "\"min\" of " + slot.name() + " is above its \"max\"");
            }
            if (max.isPresent() && !max.get().isPositive()) {
                faults.add(fields.valuePlace("max"), "D14", "\"max\" of " + slot.name() + " is 0: no amount fits");
            }
            boolean isDigits = slot.type() == Slot.Type.DIGITS;
            if (isDigits && (!slot.prefix().matches("[0-9]*") || slot.prefix().length() >= slot.digits())) {
                faults.add(
                        fields.valuePlace("prefix"),
                        "D14",
                        "\"prefix\" must be the first of the " + slot.digits() + " digits, not \"" + slot.prefix()
                                + "\"");
            }
            var yes = fields.node("yes");
            boolean isNoList = yes != null && yes.shape() == Node.Shape.MAPPING;
            if (slot.type() == Slot.Type.CONFIRM && slot.yes().isEmpty() && !isNoList) {
                fields.missing(Place.line(file, slot.line()), "D14", "\"yes\" is missing: which words confirm?", "yes");
            }
        }

        private Slot.@Nullable Type type(String name, Place place) {
            for (Slot.Type type : Slot.Type.values()) {
                if (type != Slot.Type.CHOICE
                        && type.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return type;
                }
            }
            if (name.isEmpty()) {
                return null;
            }
            faults.unknown(place, "slot type", name, Set.of("amount", "pin", "digits", "date", "confirm", "text"));
            return null;
        }

        private String bound(Fields slot, String key) {
            var bound = slot.text(key);
            if (!bound.isEmpty()
                    && Slot.limit(bound).isEmpty()
                    && Fen.readYuan(bound).isEmpty()) {
                faults.add(
                        slot.valuePlace(key),
                        "D03",
                        "\"" + key + "\" must be an amount like \"0.01\" or limits.<name>, not \"" + bound + "\"");
                return "";
            }
            var limit = Slot.limit(bound);
            if (!limit.isEmpty() && !limits.contains(limit)) {
                faults.unknown(slot.valuePlace(key), "limit", limit, limits);
            } else if (limit.endsWith(key.equals("min") ? "_max" : "_min")) {
                faults.add(
                        slot.valuePlace(key),
                        "D14",
                        "\"" + key + "\" is limits." + limit + ", which is the bound at the other end");
            }
            return bound;
        }

        private static List<String> words(Fields slot, String key) {
            return new ArrayList<>(new LinkedHashSet<>(
                    slot.texts(key).stream().map(PlainText::of).toList()));
        }
    }
}
