package cn.smspay.app.admin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A word whose arguments are a list and nothing else, so that it needs no class of its own. */
final class PlainWord extends AdminCommand {
    private static final String NUMBER = "Eleven digits.";

    private final List<NamedArg> takes = new ArrayList<>();
    private final CommandSpec spec;
    private int places;

    private record NamedArg(String name, ArgSpec arg) {}

    private PlainWord(String word, String name, String... description) {
        super(word);
        spec = CommandSpec.forAnnotatedObject(this).name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description);
    }

    /** A look: nothing changes. */
    static PlainWord look(String word, String name, String... description) {
        return new PlainWord(word, name, description);
    }

    /** An act: may carry a key, so that a script can be sure that it is done once. */
    static PlainWord act(String word, String name, String... description) {
        return new PlainWord(word, name, description)
                .option(
                        "key",
                        "KEY",
                        "Names this request: the same again gets the first answer. Without it every call is a new one.");
    }

    CommandSpec spec() {
        return spec;
    }

    PlainWord number() {
        return arg("number", "NUMBER", NUMBER);
    }

    /** The reason, which the audit keeps. */
    PlainWord why() {
        return add(
                "why",
                named("why", "WHY", "The reason, for the audit.").required(true).build());
    }

    PlainWord arg(String name, String label, String description) {
        return place(name, label, description, String.class, "1");
    }

    PlainWord optionalArg(String name, String label, String description) {
        return place(name, label, description, String.class, "0..1");
    }

    PlainWord id(String name, String label, String description) {
        return place(name, label, description, Long.class, "1");
    }

    /** A file, told by its whole path: the engine may have been started elsewhere. */
    PlainWord file(String name, String label, String description) {
        return place(name, label, description, Path.class, "1");
    }

    PlainWord option(String name, String label, String description) {
        return add(name, named(name, label, description).build());
    }

    PlainWord wanted(String name, String label, String description) {
        return add(name, named(name, label, description).required(true).build());
    }

    PlainWord fileOption(String name, String label, String description) {
        return add(
                name,
                named(name, label, description).type(Path.class).required(true).build());
    }

    PlainWord idOption(String name, String label, String description) {
        return add(name, named(name, label, description).type(Long.class).build());
    }

    PlainWord flag(String name, String description) {
        return add(
                name,
                OptionSpec.builder("--" + name.replace('_', '-'))
                        .type(boolean.class)
                        .arity("0")
                        .description(description)
                        .build());
    }

    private static OptionSpec.Builder named(String name, String label, String description) {
        return OptionSpec.builder("--" + name.replace('_', '-'))
                .type(String.class)
                .paramLabel(label)
                .description(description);
    }

    private PlainWord place(String name, String label, String description, Class<?> type, String arity) {
        var param = PositionalParamSpec.builder()
                .index(Integer.toString(places++))
                .arity(arity)
                .required(arity.equals("1"))
                .type(type)
                .paramLabel(label)
                .description(description)
                .build();
        takes.add(new NamedArg(name, param));
        spec.addPositional(param);
        return this;
    }

    private PlainWord add(String name, OptionSpec option) {
        takes.add(new NamedArg(name, option));
        spec.addOption(option);
        return this;
    }

    @Override
    void arguments(Arguments to) {
        for (var taken : takes) {
            Object value = taken.arg().getValue();
            if (value instanceof Boolean on) {
                to.on(taken.name(), on);
            } else {
                to.put(
                        taken.name(),
                        value instanceof Path path ? path.toAbsolutePath().toString() : value);
            }
        }
    }
}
