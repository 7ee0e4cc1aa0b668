package cn.smspay.voice.speech;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The list of prompts, {@code prompts.yaml}: name, then {@code text}, {@code say} and {@code language}.
 *
 * @param faults everything that is wrong with it, as {@code file:line: what, and what would be right}
 */
record PromptList(List<Prompt> prompts, List<String> faults) {
    static final String FILE = "prompts.yaml";
    static final List<String> FOLDERS = List.of("digits", "currency", "time", "ivr");
    private static final List<String> FIELDS = List.of("text", "say", "language");
    /** Characters of several readings, and figures: the synthesiser guesses wrong. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[重为行长还得乐觉着调0-9A-Za-z]");

    private static final Pattern NAME = Pattern.compile("(" + String.join("|", FOLDERS) + ")/[a-z0-9-]{1,60}");

    /** Reads the list in this folder; a list that is not there or not YAML is a fault too. */
    static PromptList read(Path folder, PromptLanguage language) {
        var reader = new Reader(folder.resolve(FILE), language);
        try {
            reader.readAll();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            reader.fault(line, e.getOriginalMessage());
        } catch (IOException e) {
            reader.fault(1, "cannot be read: " + e);
        }
        return new PromptList(List.copyOf(reader.prompts.values()), List.copyOf(reader.faults));
    }

    private static final class Reader {
        private final Path file;
        private final PromptLanguage language;
        final Map<String, Prompt> prompts = new LinkedHashMap<>();
        final List<String> faults = new ArrayList<>();

        Reader(Path file, PromptLanguage language) {
            this.file = file;
            this.language = language;
        }

        void fault(int line, String what) {
            faults.add(file + ":" + line + ": " + what);
        }

        void readAll() throws IOException {
            var factory = YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
            try (var in = Files.newBufferedReader(file);
                    var yaml = factory.createParser(in)) {
                if (yaml.nextToken() != JsonToken.START_OBJECT) {
                    fault(1, "names of prompts are wanted, each with text and say below it");
                    return;
                }
                while (yaml.nextToken() == JsonToken.FIELD_NAME) {
                    prompt(yaml, yaml.currentName());
                }
            }
            checkUnits();
            checkTexts();
        }

        private void prompt(JsonParser yaml, String name) throws IOException {
            int line = yaml.currentTokenLocation().getLineNr();
            if (!NAME.matcher(name).matches()) {
                fault(
                        line,
                        name + " is no name for a prompt: a folder of " + FOLDERS
                                + ", a slash, then small letters, digits and hyphens");
            }
            if (yaml.nextToken() != JsonToken.START_OBJECT) {
                fault(line, name + " wants text and say below it");
                yaml.skipChildren();
                return;
            }
            var fields = new HashMap<String, String>();
            while (yaml.nextToken() == JsonToken.FIELD_NAME) {
                field(yaml, fields);
            }
            var text = fields.getOrDefault("text", "");
            if (SpeechTemplate.key(text).isEmpty()) {
                fault(line, name + " has no text");
                return;
            }
            var spoken = PromptLanguage.of(fields.getOrDefault("language", language.tag()));
            if (spoken.isEmpty()) {
                fault(line, name + " is in the language \"" + fields.get("language") + "\": zh and en can be spoken");
                return;
            }
            if (spoken.get().needsReadings()
                    && !fields.containsKey("say")
                    && AMBIGUOUS.matcher(text).find()) {
                fault(line, name + " wants say, its pinyin: a character in it has several readings");
            }
            prompts.put(name, new Prompt(name, text, fields.getOrDefault("say", text), spoken.get(), line));
        }

        private void field(JsonParser yaml, Map<String, String> fields) throws IOException {
            var key = yaml.currentName();
            int line = yaml.currentTokenLocation().getLineNr();
            boolean scalar = yaml.nextToken().isScalarValue();
            if (!scalar || !(FIELDS.contains(key))) {
                fault(line, key + " is not known here: " + String.join(", ", FIELDS));
                yaml.skipChildren();
                return;
            }
            fields.put(key, yaml.getText());
        }

        private void checkUnits() {
            for (var unit : language.numbers().words()) {
                var prompt = prompts.get(unit.recording());
                if (prompt == null) {
                    fault(1, unit.recording() + " is missing: text " + unit.text());
                } else if (!prompt.text().equals(unit.text())) {
                    fault(prompt.line(), unit.recording() + " must have the text " + unit.text());
                }
            }
        }

        private void checkTexts() {
            var seen = new HashMap<String, Prompt>();
            for (var prompt : prompts.values()) {
                var earlier = seen.putIfAbsent(SpeechTemplate.key(prompt.text()), prompt);
                // 分 is a coin and a minute: units are found by name, so they may share a text.
                if (earlier != null && prompt.name().startsWith("ivr/")) {
                    fault(
                            prompt.line(),
                            prompt.name() + " has the text of " + earlier.name() + ": one of them is enough");
                }
            }
        }
    }
}
