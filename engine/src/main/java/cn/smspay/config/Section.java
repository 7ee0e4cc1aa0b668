package cn.smspay.config;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One mapping of the file, read key by key; what is wrong is noted with its line, and reading goes on. */
final class Section {
    private static final Node NOTHING = Node.empty("", 0);

    private final Path folder;
    private final Faults faults;
    private final Map<String, String> environment;
    private final Fields fields;
    /** What its faults are about, if that matters to who ends the program. */
    private final String about;

    private Section(Path folder, Node node, String what, Faults faults, Map<String, String> environment, String about) {
        this.folder = folder;
        this.faults = faults;
        this.environment = environment;
        this.fields = new Fields(node, what, faults);
        this.about = about;
    }

    static Section root(Path folder, Node node, Faults faults, Map<String, String> environment) {
        return new Section(folder, node, "the file", faults, environment, "");
    }

    boolean has(String key) {
        return fields.has(key);
    }

    String text(String key, String otherwise) {
        return fields.text(key, otherwise);
    }

    String need(String key) {
        return fields.need(key);
    }

    boolean flag(String key, boolean otherwise) {
        return fields.flag(key, otherwise);
    }

    Duration time(String key, Duration otherwise) {
        return fields.time(key, otherwise);
    }

    List<String> texts(String key) {
        return fields.texts(key);
    }

    int number(String key, int otherwise, int least, int most) {
        int number = fields.number(key, otherwise);
        if (number < least || number > most) {
            wrong(key, "must be " + least + " to " + most + ", not " + number);
            return otherwise;
        }
        return number;
    }

    Fen yuan(String key, Fen otherwise) {
        return read(key, otherwise, Fen::readYuan, "an amount in yuan like 5000.00");
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        var text = fields.text(key, otherwise.name().toLowerCase(Locale.ROOT));
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        var known = Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT))
                .toList();
        wrong(key, "must be one of " + String.join(", ", known) + ", not " + text);
        return otherwise;
    }

    /** A value that has a reader of its own. */
    <T> T read(String key, T otherwise, Function<String, Optional<T>> reader, String form) {
        var text = fields.text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        return reader.apply(text).orElseGet(() -> {
            wrong(key, "must be " + form + ", not " + text);
            return otherwise;
        });
    }

    /** Reads {@code 34} and {@code 0x34} alike. */
    static Optional<Integer> hex(String text) {
        var digits = text.startsWith("0x") ? text.substring(2) : text;
        return digits.matches("[0-9a-fA-F]{1,4}") ? Optional.of(Integer.parseInt(digits, 16)) : Optional.empty();
    }

    /** A path; a relative one starts at the folder of the configuration file's parent, where the program is started. */
    Path path(String key, String otherwise) {
        return folder.resolve(fields.text(key, otherwise)).normalize();
    }

    @Nullable
    Path optionalPath(String key) {
        return has(key) ? path(key, "") : null;
    }

    /** The file that holds this secret, if it stands in one. */
    Optional<Path> secretFile(String key) {
        var name = fields.text(key + "_file");
        return name.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(name));
    }

    /** A secret: the name of a file that holds it under {@code <key>_file}, or of a variable under {@code <key>_env}. */
    Secret secret(String key) {
        var inFile = fields.text(key + "_file");
        var inVariable = fields.text(key + "_env");
        if (has(key)) {
            fields.text(key);
            wrong(key, "must not stand in this file: write " + key + "_file or " + key + "_env instead");
        } else if (!inFile.isEmpty()) {
            return secretIn(key + "_file", folder.resolve(inFile));
        } else if (!inVariable.isEmpty()) {
            var value = environment.get(inVariable);
            if (value != null) {
                return new Secret(value);
            }
            wrong(key + "_env", "names the variable " + inVariable + ", which is not set");
        } else {
            wrong(
                    key + "_file",
                    "is missing: name the file that holds the secret, or a variable under " + key + "_env");
        }
        return new Secret("");
    }

    private Secret secretIn(String key, Path file) {
        try {
            var text = Files.readString(file);
            // The mark that editors of Windows put before everything is no part of a password.
            var secret = (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
            if (secret.isEmpty()) {
                wrong(key, "holds nothing: " + file);
            } else if (secret.lines().count() > 1) {
                wrong(key, "holds more than one line: " + file);
            }
            return new Secret(secret);
        } catch (IOException e) {
            wrong(key, Files.isDirectory(file) ? "is a folder, not a file: " + file : "cannot be read: " + file);
            return new Secret("");
        }
    }

    /** The mapping under {@code key}; an empty one if there is none. */
    Section section(String key) {
        return section(key, about);
    }

    /** The same, with faults that are marked as being about something. */
    Section section(String key, String about) {
        var node = fields.node(key);
        return new Section(folder, node == null ? NOTHING : node, "\"" + key + "\"", faults, environment, about);
    }

    /** The mappings in the list under {@code key}. */
    List<Section> sections(String key) {
        var node = fields.node(key);
        var sections = new ArrayList<Section>();
        if (node == null) {
            return sections;
        }
        if (!node.isList()) {
            faults.add(node.file(), node.line(), "", "\"" + key + "\" must be a list, each item starting with a dash");
        }
        node.items()
                .forEach(item -> sections.add(
                        new Section(folder, item, "an item of \"" + key + "\"", faults, environment, about)));
        return sections;
    }

    /** The items of the list under {@code key}: texts, or mappings whose {@code name} is one. */
    List<Named> named(String key, String name) {
        var node = fields.node(key);
        if (node == null) {
            return List.of();
        }
        var items = node.isText() ? List.of(node) : node.items();
        return items.stream()
                .map(item -> item.isText()
                        ? new Named(item.text(), new Section(folder, NOTHING, "", faults, environment, about))
                        : named(item, key, name))
                .toList();
    }

    private Named named(Node item, String key, String name) {
        var section = new Section(folder, item, "an item of \"" + key + "\"", faults, environment, about);
        return new Named(section.need(name), section);
    }

    /** An item that has a name. */
    record Named(String name, Section rest) {}

    /** The texts of the mapping under {@code key}. */
    Map<String, String> entries(String key) {
        var entries = new LinkedHashMap<String, String>();
        fields.entries(key).forEach((name, node) -> entries.put(name, node.text()));
        return entries;
    }

    /** The mapping under {@code key} of which each value is a list of texts, or one text alone. */
    Map<String, List<String>> lists(String key) {
        var lists = new LinkedHashMap<String, List<String>>();
        fields.entries(key)
                .forEach((name, node) -> lists.put(
                        name,
                        node.isText()
                                ? List.of(node.text())
                                : node.items().stream().map(Node::text).toList()));
        return lists;
    }

    /** Builds a settings record; what its constructor refuses is a fault of this section. */
    <T> Optional<T> build(Supplier<T> record) {
        fields.done();
        try {
            return Optional.of(record.get());
        } catch (IllegalArgumentException e) {
            faults.add(fields.file(), fields.line(), "", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    void done() {
        fields.done();
    }

    void wrong(String key, String what) {
        faults.add(fields.file(), fields.line(key), about, "\"" + key + "\" " + what);
    }
}
