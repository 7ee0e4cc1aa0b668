package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.talk.reading.Explanations;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For an author who reads a fault, or wonders about a key. */
@Command(
        name = "explain",
        description = {
            "Explains a rule that check names, like D07, or a key of the files, like steps.ask or segments,",
            "with an example; without a name, lists the rules."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "RULE|KEY", description = "What to explain.")
    private @Nullable String name;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var lines = name == null ? Explanations.rules() : Explanations.of(name);
        if (name != null && lines.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("no rule and no key is called \"" + name + "\"; " + Explanations.suggestion(name));
            return Exit.USAGE;
        }
        lines.forEach(spec.commandLine().getOut()::println);
        return Exit.DONE;
    }
}
