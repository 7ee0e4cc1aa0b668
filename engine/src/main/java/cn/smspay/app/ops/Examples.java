package cn.smspay.app.ops;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives each command whose help has no example of its own one that is made of what it wants. */
public final class Examples {
    private static final String PROGRAM = "smspay";

    /** What stands for the names of values; others by their types. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("NUMBER", "13800000001"),
            Map.entry("NEW", "13800000009"),
            Map.entry("N", "13800000001"),
            Map.entry("MSISDN", "13800000001"),
            Map.entry("DIR", "var"),
            Map.entry("FOLDER", "var"),
            Map.entry("DATE", "2009-11-02"),
            Map.entry("FROM", "2009-11-01"),
            Map.entry("TO", "2009-11-30"),
            Map.entry("DAY", "2009-11-02"),
            Map.entry("MONTH", "2009-11"),
            Map.entry("YUAN", "50.00"),
            Map.entry("AMOUNT", "50.00"),
            Map.entry("WHY", "\"complaint 4711\""),
            Map.entry("TEXT", "\"asked the bank\""),
            Map.entry("OUTCOME", "\"sent back\""),
            Map.entry("TILL", "HUNAN:1"),
            Map.entry("PROVINCE", "HUNAN"),
            Map.entry("BRAND", "GOTONE"),
            Map.entry("ROLE", "clerk"),
            Map.entry("NAME", "li.lei"),
            Map.entry("BY", "li.lei"),
            Map.entry("TIME", "10m"),
            Map.entry("FILE", "in.csv"),
            Map.entry("BANK", "ICBC"),
            Map.entry("SUBJECT", "customer"),
            Map.entry("CODE", "SERVICE_FAULT"));

    private Examples() {}

    /** Completes the help of all commands below this one. */
    public static CommandLine complete(CommandLine command) {
        command.getSubcommands().values().forEach(Examples::complete);
        var spec = command.getCommandSpec();
        if (!spec.mixinStandardHelpOptions() && !spec.helpCommand()) {
            if (spec.userObject() instanceof Method) {
                // Its arguments would be put in the place of the others.
                throw new IllegalStateException(spec.qualifiedName() + " wants mixinStandardHelpOptions where it is declared");
            }
            spec.mixinStandardHelpOptions(true);
        }
        boolean leaf = command.getSubcommands().isEmpty() && !spec.helpCommand();
        if (leaf && Arrays.stream(spec.usageMessage().footer()).noneMatch(line -> line.contains("Example"))) {
            var footer = new ArrayList<>(List.of(spec.usageMessage().footer()));
            footer.add(0, "");
            footer.add(1, "Example: " + line(spec).replace("%", "%%"));
            spec.usageMessage().footer(footer.toArray(String[]::new));
        }
        return command;
    }

    private static String line(CommandSpec spec) {
        var words = new ArrayList<String>();
        words.add(
                spec.qualifiedName(" ").startsWith(PROGRAM)
                        ? spec.qualifiedName(" ")
                        : PROGRAM + " " + spec.qualifiedName(" "));
        spec.positionalParameters().stream()
                .filter(ArgSpec::required)
                .forEach(parameter -> words.add(value(parameter)));
        var others = spec.argGroups().stream()
                .filter(group -> group.exclusive())
                .flatMap(group -> group.allOptionsNested().stream().skip(1))
                .toList();
        spec.options().stream()
                .filter(option -> option.required() && !others.contains(option))
                .forEach(option -> words.add(
                        option.arity().max() == 0 ? option.longestName() : option.longestName() + " " + value(option)));
        return String.join(" ", words);
    }

    private static String value(ArgSpec argument) {
        var label = argument.paramLabel().replaceAll("[<>\\[\\].]", "");
        var type = argument.typeInfo().getType();
        if (argument.defaultValue() != null) {
            return argument.defaultValue();
        }
        if (argument instanceof OptionSpec option && option.longestName().equals("--out") && label.equals("DIR")) {
            return "delivered";
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0].toString().toLowerCase(Locale.ROOT);
        }
        if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
            return "7";
        }
        return VALUES.getOrDefault(label, label.toLowerCase(Locale.ROOT));
    }
}
