package cn.smspay.talk.reading;

import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Common;
import cn.smspay.talk.script.Slot;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * JSON Schemas of the files, made from the catalogue, so that editors complete and underline. A step is checked by the kind
 * that its first key tells ({@code if … then}), so that a message names the wrong key and not a dozen alternatives.
 */
public final class Schemas {
    private static final String REPLY = "#/definitions/reply";
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> NUMBER =
            map("type", List.of("string", "integer"), "pattern", "^[0-9]{1,6}$");
    private static final Map<String, Object> FLAG = map("type", List.of("string", "boolean"));
    private static final Map<String, Object> TIME = map("type", "string", "pattern", "^[1-9][0-9]{0,4}[smhd]$");
    private static final Map<String, Object> TEXTS = map("type", List.of("string", "array"), "items", TEXT);
    private static final Map<String, Object> SAY = map("$ref", REPLY);

    private final Catalogue catalogue;
    private final List<String> languages;

    private Schemas(Catalogue catalogue, List<String> languages) {
        this.catalogue = catalogue;
        this.languages = languages;
    }

    /** The text of each schema, by the name of its file in {@code dialogs/schema/}. */
    public static Map<String, String> of(Catalogue catalogue, List<String> languages) {
        var schemas = new Schemas(catalogue, languages);
        var files = new TreeMap<String, String>();
        var replies = schemas.replyDefinitions(false);
        files.put("common.schema.json", schemas.write("what all dialogues share", schemas.common(), replies));
        files.put("notices.schema.json", schemas.write("what is said unasked", schemas.noticeFile(), replies));
        files.put(
                "dialog.schema.json",
                schemas.write("a dialogue by short message", schemas.dialog(), schemas.definitions(false)));
        files.put("ivr.schema.json", schemas.write("a voice menu", schemas.ivr(), schemas.definitions(true)));
        return files;
    }

    private String write(String title, Map<String, Object> root, Map<String, Object> definitions) {
        var schema = map("$schema", "http://json-schema.org/draft-07/schema#", "title", title);
        schema.putAll(root);
        schema.put("definitions", definitions);
        var described = new Described(catalogue, languages).schema(schema);
        try {
            return new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(described)
                            .replace("\r\n", "\n")
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> dialog() {
        var keys = shared();
        keys.put("dialog", TEXT);
        keys.put("commands", list(object(map("words", TEXTS, "take", TEXT), "words")));
        keys.put("interrupts", FLAG);
        keys.put("survives", FLAG);
        keys.put("aside", TEXT);
        keys.put("late", SAY);
        keys.put("again", SAY);
        keys.put("give_up", SAY);
        keys.put("notices", notices());
        return object(keys, "dialog", "title", "steps");
    }

    private Map<String, Object> ivr() {
        var keys = shared();
        keys.put("ivr", map("type", "string", "pattern", "^[0-9]{3,20}$"));
        keys.put("languages", TEXTS);
        keys.put("withheld", TEXT);
        keys.put("home", TEXT);
        keys.put("patience", TIME);
        keys.put("between_keys", TIME);
        keys.put("tries", NUMBER);
        keys.put("no_input", SAY);
        keys.put("no_match", SAY);
        keys.put("give_up", SAY);
        keys.put("closing", SAY);
        return object(keys, "ivr", "title", "start", "steps", "no_input", "no_match", "give_up");
    }

    private Map<String, Object> shared() {
        return map(
                "title", ref("texts"),
                "nothing_moved", ref("texts"),
                "start", TEXT,
                "replies", each(SAY),
                "outcomes", outcomes(everyOutcome()),
                "refusals", refusals(),
                "slots", each(ref("slot")),
                "steps", each(ref("step")));
    }

    private Map<String, Object> common() {
        var says = new LinkedHashMap<String, Object>();
        Arrays.stream(Common.Role.values()).forEach(role -> says.put(lower(role), SAY));
        return object(
                map(
                        "languages", TEXTS,
                        "expire", TIME,
                        "late", TIME,
                        "tries", NUMBER,
                        "segments", NUMBER,
                        "cancel", TEXTS,
                        "back", TEXTS,
                        "help", TEXTS,
                        "settings", each(NUMBER),
                        "holidays", TEXTS,
                        "workdays", TEXTS,
                        "families", TEXTS,
                        "says",
                                object(
                                        says,
                                        says.keySet().stream()
                                                .filter(role -> !role.equals("help"))
                                                .toArray(String[]::new)),
                        "outcomes", outcomes(everyOutcome()),
                        "refusals", refusals(),
                        "replies", each(SAY),
                        "words", each(ref("texts"))),
                "languages",
                "says");
    }

    private Map<String, Object> noticeFile() {
        return object(map("notices", notices()), "notices");
    }

    private Map<String, Object> notices() {
        var names = new LinkedHashMap<String, Object>();
        catalogue.notices().keySet().forEach(name -> names.put(name, SAY));
        return object(names);
    }

    private Map<String, Object> replyDefinitions(boolean voice) {
        return map(
                "texts", object(languageKeys()),
                "guards", guards(),
                "ways", ways(),
                "reply", reply(voice),
                "reaction", object(reaction()));
    }

    private Map<String, Object> definitions(boolean voice) {
        var definitions = replyDefinitions(voice);
        definitions.put("slot", slot());
        definitions.put("step", step(voice));
        return definitions;
    }

    /** A name, a text in every language, or a list of those. */
    private Map<String, Object> reply(boolean voice) {
        var keys = map("id", TEXT);
        keys.putAll(languageKeys());
        var perLanguage = new LinkedHashMap<String, Object>();
        languages.forEach(language -> perLanguage.put(language, NUMBER));
        keys.put(
                "segments",
                map(
                        "type",
                        List.of("string", "integer", "object"),
                        "properties",
                        perLanguage,
                        "additionalProperties",
                        false));
        keys.put("rows", each(SAY));
        keys.put("join", ref("texts"));
        keys.put("when", ref("guards"));
        var reply = object(keys, voice ? new String[0] : languages.toArray(String[]::new));
        reply.put("type", List.of("string", "object", "array"));
        reply.put("items", SAY);
        return reply;
    }

    private Map<String, Object> languageKeys() {
        var keys = new LinkedHashMap<String, Object>();
        languages.forEach(language -> keys.put(language, TEXT));
        return keys;
    }

    private Map<String, Object> guards() {
        var names = new ArrayList<String>();
        catalogue.guards().forEach(guard -> names.addAll(List.of(guard, "not " + guard)));
        var guard = map(
                "pattern",
                "^(" + String.join("|", names) + "|(not )?(holiday|workday)|(not )?(time|weekday|date|language) .+)$");
        return map("type", List.of("string", "array"), "items", guard, "if", map("type", "string"), "then", guard);
    }

    private static Map<String, Object> reaction() {
        return map(
                "say", SAY,
                "sms", SAY,
                "next", ref("ways"),
                "wait", TEXT,
                "retry", TEXT,
                "end", map("enum", List.of("done", "pending", "failed")));
    }

    /** A step, or a list of steps with the guards that lead there. */
    private static Map<String, Object> ways() {
        return map(
                "type", List.of("string", "array"), "items", object(map("when", ref("guards"), "next", TEXT), "next"));
    }

    private Map<String, Object> slot() {
        var types = Arrays.stream(Slot.Type.values())
                .filter(type -> type != Slot.Type.CHOICE)
                .map(Schemas::lower)
                .toList();
        var bound = map(
                "type",
                "string",
                "pattern",
                "^(limits\\.(" + String.join("|", catalogue.limits().keySet()) + ")|[0-9]{1,7}(\\.[0-9]{1,2})?)$");
        var slot = object(
                map(
                        "type", map("enum", types),
                        "secret", FLAG,
                        "digits", NUMBER,
                        "prefix", TEXT,
                        "min", bound,
                        "max", bound,
                        "yes", TEXTS,
                        "no", TEXTS,
                        "shortest", NUMBER,
                        "longest", NUMBER,
                        "characters",
                                map(
                                        "enum",
                                        Arrays.stream(Slot.Characters.values())
                                                .map(Schemas::lower)
                                                .toList()),
                        "keep", TIME,
                        "refusals", each(SAY)),
                "type");
        var cases = new ArrayList<Object>();
        for (Slot.Type type : Slot.Type.values()) {
            if (type == Slot.Type.CHOICE) {
                continue;
            }
            cases.add(whenConst("type", lower(type), map("properties", map("refusals", reasons(type)))));
        }
        slot.put("allOf", cases);
        return slot;
    }

    private static Map<String, Object> refusals() {
        var types = new LinkedHashMap<String, Object>();
        Arrays.stream(Slot.Type.values()).forEach(type -> types.put(lower(type), reasons(type)));
        return object(types);
    }

    private static Map<String, Object> reasons(Slot.Type type) {
        var reasons = new LinkedHashMap<String, Object>();
        new TreeSet<>(type.reasons()).forEach(reason -> reasons.put(reason, SAY));
        if (type == Slot.Type.AMOUNT) {
            reasons.put(Slot.BELOW_MIN, SAY);
        }
        var object = object(reasons);
        if (type == Slot.Type.DIGITS) {
            object.put("patternProperties", map("^length_[0-9]{1,2}$", SAY));
        }
        return object;
    }

    private Map<String, Object> step(boolean voice) {
        var ask = map("ask", TEXT, "say", SAY, "when", ref("guards"), "expire", TIME, "next", TEXT);
        ask.put("no", ref("reaction"));
        ask.put("back", TEXT);
        ask.put("else", TEXT);
        var cases = new ArrayList<Object>();
        cases.add(when("ask", object(ask, "next")));
        if (!voice) {
            cases.add(when("choose", choose()));
        }
        var limit = reaction();
        limit.put(
                "limit",
                object(
                        map(
                                "per",
                                map("enum", List.of("day", "week", "month", "ever")),
                                "times",
                                NUMBER,
                                "counter",
                                TEXT),
                        "per",
                        "times"));
        limit.put("over", ref("reaction"));
        cases.add(when("limit", object(limit, "over")));
        cases.add(when(
                "do",
                object(map(
                        "do",
                        map("enum", List.copyOf(catalogue.actions().keySet())),
                        "with",
                        each(TEXT),
                        "outcomes",
                        map("type", "object")))));
        catalogue.actions().values().forEach(action -> cases.add(ofAction(action)));
        if (voice) {
            var option = object(
                    map(
                            "key",
                            map("type", "string", "pattern", "^[0-9*#]$"),
                            "when",
                            ref("guards"),
                            "say",
                            SAY,
                            "next",
                            TEXT),
                    "key",
                    "next");
            cases.add(when("menu", object(map("menu", list(option), "say", SAY, "silence", TEXT))));
            cases.add(when("transfer", object(map("transfer", TEXT, "say", SAY, "failed", ref("reaction")))));
            var started = reaction();
            started.put("start_sms", object(map("dialog", TEXT, "at", TEXT), "dialog"));
            cases.add(when("start_sms", object(started)));
        }
        return map("type", "object", "minProperties", 1, "allOf", cases);
    }

    private static Map<String, Object> choose() {
        var choice = object(map("answer", TEXTS, "when", ref("guards"), "say", SAY, "next", TEXT), "answer", "next");
        return object(
                map(
                        "choose", list(choice),
                        "say", SAY,
                        "other", SAY,
                        "when", ref("guards"),
                        "else", TEXT,
                        "expire", TIME,
                        "back", TEXT,
                        "keep", TIME),
                "say");
    }

    /** The outcomes and inputs that an action has. */
    private Map<String, Object> ofAction(Catalogue.Action action) {
        var with = new LinkedHashMap<String, Object>();
        action.inputs().forEach(input -> with.put(input.name(), TEXT));
        return whenConst(
                "do",
                action.name(),
                map(
                        "properties",
                        map(
                                "with",
                                object(with),
                                "outcomes",
                                outcomes(action.outcomes().keySet()))));
    }

    private TreeSet<String> everyOutcome() {
        var names = new TreeSet<String>();
        catalogue
                .actions()
                .values()
                .forEach(action -> names.addAll(action.outcomes().keySet()));
        return names;
    }

    private static Map<String, Object> outcomes(Iterable<String> names) {
        var outcomes = new LinkedHashMap<String, Object>();
        names.forEach(name -> outcomes.put(name, ref("reaction")));
        return object(outcomes);
    }

    private static Map<String, Object> when(String key, Map<String, Object> then) {
        return map("if", map("required", List.of(key)), "then", then);
    }

    private static Map<String, Object> whenConst(String key, String value, Map<String, Object> then) {
        return map("if", map("required", List.of(key), "properties", map(key, map("const", value))), "then", then);
    }

    private static Map<String, Object> object(Map<String, Object> keys, String... required) {
        var object = map("type", "object", "properties", keys, "additionalProperties", false);
        if (required.length > 0) {
            object.put("required", List.of(required));
        }
        return object;
    }

    private static Map<String, Object> each(Map<String, Object> value) {
        return map("type", "object", "additionalProperties", value);
    }

    private static Map<String, Object> list(Map<String, Object> item) {
        return map("type", "array", "items", item);
    }

    private static Map<String, Object> ref(String definition) {
        return map("$ref", "#/definitions/" + definition);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static LinkedHashMap<String, Object> map(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
